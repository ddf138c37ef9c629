"""Colours of pictures: Okabe and Ito's, which colour-blind people tell apart."""

from bot.domain.language import Language

LANGUAGES = {Language.EN: "#0072b2", Language.HE: "#d55e00", Language.ZH: "#009e73"}
