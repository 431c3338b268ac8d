"""Translating anything that has language versions, sentence by sentence, with what was translated before.

Rooms declare their kinds (`kinds.register_translatable`); this room knows no other. Its pages stand in the newsroom.
"""
