"""The archive: alerts, cases and persons; their publication, correction and withdrawal; what is read of them.

Working rows (`models.alerts`, `models.cases`) are what editors write. `domain.publication` seals what the public may
read into `Publication` rows; pages, search, feeds, numbers and the public export read those alone.
"""
