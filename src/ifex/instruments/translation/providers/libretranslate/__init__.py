"""LibreTranslate, a free machine that one runs oneself: libretranslate+http://127.0.0.1:5000/?key=…"""
