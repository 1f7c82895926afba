"""The titles of call-outs that have none of their own, by language."""

from __future__ import annotations

from localize.build.wording import nearest

KINDS = ("note", "tip", "important", "warning", "caution")

SAME_AS = {
    "abstract": "note",
    "attention": "warning",
    "danger": "caution",
    "error": "caution",
    "hint": "tip",
    "info": "note",
    "information": "note",
    "seealso": "note",
    "success": "tip",
    "summary": "note",
    "tldr": "note",
}
"""What other names say much the same."""

TITLES = {
    "ar": ("ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه"),
    "ca": ("Nota", "Consell", "Important", "Advertència", "Precaució"),
    "cs": ("Poznámka", "Tip", "Důležité", "Varování", "Pozor"),
    "da": ("Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig"),
    "de": ("Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"),
    "el": ("Σημείωση", "Συμβουλή", "Σημαντικό", "Προειδοποίηση", "Προσοχή"),
    "en": ("Note", "Tip", "Important", "Warning", "Caution"),
    "es": ("Nota", "Consejo", "Importante", "Advertencia", "Precaución"),
    "fa": ("یادداشت", "نکته", "مهم", "هشدار", "احتیاط"),
    "fi": ("Huomautus", "Vinkki", "Tärkeää", "Varoitus", "Huomio"),
    "fr": ("Remarque", "Conseil", "Important", "Avertissement", "Attention"),
    "gl": ("Nota", "Consello", "Importante", "Advertencia", "Precaución"),
    "he": ("הערה", "עצה", "חשוב", "אזהרה", "זהירות"),
    "hi": ("नोट", "सुझाव", "महत्वपूर्ण", "चेतावनी", "सावधानी"),
    "hu": ("Megjegyzés", "Tipp", "Fontos", "Figyelmeztetés", "Vigyázat"),
    "id": ("Catatan", "Kiat", "Penting", "Peringatan", "Perhatian"),
    "it": ("Nota", "Consiglio", "Importante", "Avvertenza", "Attenzione"),
    "ja": ("注記", "ヒント", "重要", "警告", "注意"),
    "ko": ("참고", "팁", "중요", "경고", "주의"),
    "nb": ("Merk", "Tips", "Viktig", "Advarsel", "Forsiktig"),
    "nl": ("Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"),
    "pl": ("Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Przestroga"),
    "pt": ("Nota", "Dica", "Importante", "Aviso", "Cuidado"),
    "ro": ("Notă", "Sfat", "Important", "Avertisment", "Atenție"),
    "ru": ("Примечание", "Совет", "Важно", "Предупреждение", "Осторожно"),
    "sk": ("Poznámka", "Tip", "Dôležité", "Varovanie", "Pozor"),
    "sv": ("Obs", "Tips", "Viktigt", "Varning", "Försiktighet"),
    "tr": ("Not", "İpucu", "Önemli", "Uyarı", "Dikkat"),
    "uk": ("Примітка", "Порада", "Важливо", "Попередження", "Обережно"),
    "vi": ("Ghi chú", "Mẹo", "Quan trọng", "Cảnh báo", "Thận trọng"),
    "zh": ("注意", "提示", "重要", "警告", "小心"),
    "zh-Hant": ("注意", "提示", "重要", "警告", "小心"),
}
"""In the order of KINDS."""


def known(name: str) -> str:
    """The kind a call-out's name means; `note` for a name nobody knows."""
    lowered = name.lower()
    return lowered if lowered in KINDS else SAME_AS.get(lowered, "note")


def title(name: str, locale: str) -> str:
    """What a call-out without a title of its own is called.

    >>> title("WARNING", "es"), title("info", "tlh")
    ('Advertencia', 'Note')
    """
    return TITLES[nearest(locale, TITLES)][KINDS.index(known(name))]
