"""The few words a build says itself, by language: the draft banner and the frame of an HTML page.

Phrased as labels with figures after them, so that no language needs plural rules here.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple


class Wording(NamedTuple):
    """What a build says, in one language."""

    draft: str
    """Heading of the banner, without a full stop."""
    warning: str
    machine: str
    """Label before the models' names."""
    reviewed: str
    """Label before `reviewed / all`."""
    reviewers: str
    """Label before the number of people."""
    languages: str
    """Label of the language switcher."""
    skip: str
    """The link that jumps to the text."""


def wording(locale: str) -> Wording:
    """The words for a locale: its own, its script's, its language's, or the English ones.

    >>> wording("pt-BR").draft, wording("tlh").draft
    ('Rascunho de tradução', 'Draft translation')
    """
    return WORDINGS[nearest(locale, WORDINGS)]


def nearest(locale: str, names: Container[str]) -> str:
    """The name that serves a locale: its own, its script's, its language's, or `en`.

    >>> nearest("zh-Hant-HK", WORDINGS), nearest("zh-TW", WORDINGS), nearest("tlh", WORDINGS)
    ('zh-Hant', 'zh-Hant', 'en')
    """
    parts = locale.split("-")
    for size in range(len(parts), 0, -1):
        name = "-".join(parts[:size])
        name = _ALIASES.get(name, name)
        if name in names:
            return name
    return "en"


_ALIASES = {"zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "no": "nb", "nn": "nb"}

WORDINGS = {
    "en": Wording(
        "Draft translation",
        "This text has not been fully reviewed and may contain errors.",
        "Machine translation",
        "Reviewed passages",
        "Reviewers",
        "Languages",
        "Skip to the text",
    ),
    "es": Wording(
        "Borrador de traducción",
        "Este texto aún no se ha revisado por completo y puede contener errores.",
        "Traducción automática",
        "Fragmentos revisados",
        "Personas que han revisado",
        "Idiomas",
        "Ir al texto",
    ),
    "fr": Wording(
        "Traduction provisoire",
        "Ce texte n’a pas encore été entièrement relu et peut contenir des erreurs.",
        "Traduction automatique",
        "Passages relus",
        "Nombre de relecteurs",
        "Langues",
        "Aller au texte",
    ),
    "de": Wording(
        "Übersetzungsentwurf",
        "Dieser Text ist noch nicht vollständig geprüft und kann Fehler enthalten.",
        "Maschinelle Übersetzung",
        "Geprüfte Abschnitte",
        "Prüfende Personen",
        "Sprachen",
        "Zum Text springen",
    ),
    "pt": Wording(
        "Rascunho de tradução",
        "Este texto ainda não foi totalmente revisado e pode conter erros.",
        "Tradução automática",
        "Trechos revisados",
        "Pessoas que revisaram",
        "Idiomas",
        "Ir para o texto",
    ),
    "it": Wording(
        "Bozza di traduzione",
        "Questo testo non è ancora stato rivisto del tutto e può contenere errori.",
        "Traduzione automatica",
        "Brani rivisti",
        "Revisori",
        "Lingue",
        "Vai al testo",
    ),
    "nl": Wording(
        "Conceptvertaling",
        "Deze tekst is nog niet volledig gecontroleerd en kan fouten bevatten.",
        "Machinevertaling",
        "Gecontroleerde passages",
        "Aantal controleurs",
        "Talen",
        "Naar de tekst",
    ),
    "ca": Wording(
        "Esborrany de traducció",
        "Aquest text encara no s’ha revisat del tot i pot contenir errors.",
        "Traducció automàtica",
        "Fragments revisats",
        "Persones que han revisat",
        "Llengües",
        "Vés al text",
    ),
    "gl": Wording(
        "Borrador de tradución",
        "Este texto aínda non se revisou por completo e pode conter erros.",
        "Tradución automática",
        "Fragmentos revisados",
        "Persoas que revisaron",
        "Linguas",
        "Ir ao texto",
    ),
    "ro": Wording(
        "Traducere provizorie",
        "Acest text nu a fost încă revizuit complet și poate conține erori.",
        "Traducere automată",
        "Pasaje revizuite",
        "Revizori",
        "Limbi",
        "Salt la text",
    ),
    "sv": Wording(
        "Översättningsutkast",
        "Texten är ännu inte helt granskad och kan innehålla fel.",
        "Maskinöversättning",
        "Granskade avsnitt",
        "Granskare",
        "Språk",
        "Till texten",
    ),
    "da": Wording(
        "Oversættelsesudkast",
        "Teksten er endnu ikke fuldt gennemgået og kan indeholde fejl.",
        "Maskinoversættelse",
        "Gennemgåede afsnit",
        "Antal korrekturlæsere",
        "Sprog",
        "Gå til teksten",
    ),
    "nb": Wording(
        "Oversettelsesutkast",
        "Teksten er ennå ikke fullstendig gjennomgått og kan inneholde feil.",
        "Maskinoversettelse",
        "Gjennomgåtte avsnitt",
        "Antall korrekturlesere",
        "Språk",
        "Gå til teksten",
    ),
    "fi": Wording(
        "Käännösluonnos",
        "Tekstiä ei ole vielä tarkistettu kokonaan, ja siinä voi olla virheitä.",
        "Konekäännös",
        "Tarkistettuja kohtia",
        "Tarkistajia",
        "Kielet",
        "Siirry tekstiin",
    ),
    "pl": Wording(
        "Wersja robocza tłumaczenia",
        "Ten tekst nie został jeszcze w pełni sprawdzony i może zawierać błędy.",
        "Tłumaczenie maszynowe",
        "Sprawdzone fragmenty",
        "Liczba osób sprawdzających",
        "Języki",
        "Przejdź do tekstu",
    ),
    "cs": Wording(
        "Pracovní verze překladu",
        "Tento text ještě nebyl úplně zkontrolován a může obsahovat chyby.",
        "Strojový překlad",
        "Zkontrolované části",
        "Počet kontrolujících",
        "Jazyky",
        "Přejít k textu",
    ),
    "sk": Wording(
        "Pracovná verzia prekladu",
        "Tento text ešte nebol úplne skontrolovaný a môže obsahovať chyby.",
        "Strojový preklad",
        "Skontrolované časti",
        "Počet kontrolujúcich",
        "Jazyky",
        "Prejsť na text",
    ),
    "hu": Wording(
        "Fordítástervezet",
        "Ezt a szöveget még nem ellenőrizték teljesen, hibákat tartalmazhat.",
        "Gépi fordítás",
        "Ellenőrzött szakaszok",
        "Ellenőrzők száma",
        "Nyelvek",
        "Ugrás a szövegre",
    ),
    "tr": Wording(
        "Taslak çeviri",
        "Bu metin henüz tamamen gözden geçirilmemiştir ve hatalar içerebilir.",
        "Makine çevirisi",
        "Gözden geçirilen bölümler",
        "Gözden geçiren kişi sayısı",
        "Diller",
        "Metne geç",
    ),
    "el": Wording(
        "Προσχέδιο μετάφρασης",
        "Το κείμενο δεν έχει ελεγχθεί ακόμη πλήρως και μπορεί να περιέχει λάθη.",
        "Αυτόματη μετάφραση",
        "Ελεγμένα αποσπάσματα",
        "Αριθμός ελεγκτών",
        "Γλώσσες",
        "Μετάβαση στο κείμενο",
    ),
    "ru": Wording(
        "Черновик перевода",
        "Этот текст ещё не полностью проверен и может содержать ошибки.",
        "Машинный перевод",
        "Проверено фрагментов",
        "Число проверявших",
        "Языки",
        "Перейти к тексту",
    ),
    "uk": Wording(
        "Чернетка перекладу",
        "Цей текст ще не повністю перевірено, він може містити помилки.",
        "Машинний переклад",
        "Перевірено фрагментів",
        "Кількість рецензентів",
        "Мови",
        "Перейти до тексту",
    ),
    "ar": Wording(
        "مسودة ترجمة",
        "لم تكتمل مراجعة هذا النص بعد وقد يحتوي على أخطاء.",
        "ترجمة آلية",
        "المقاطع المراجَعة",
        "عدد المراجعين",
        "اللغات",
        "انتقل إلى النص",
    ),
    "he": Wording(
        "טיוטת תרגום",
        "הטקסט הזה עדיין לא נבדק במלואו ועלול להכיל שגיאות.",
        "תרגום מכונה",
        "קטעים שנבדקו",
        "מספר הבודקים",
        "שפות",
        "דילוג לטקסט",
    ),
    "fa": Wording(
        "پیش‌نویس ترجمه",
        "این متن هنوز به‌طور کامل بازبینی نشده و ممکن است خطا داشته باشد.",
        "ترجمهٔ ماشینی",
        "بخش‌های بازبینی‌شده",
        "شمار بازبینان",
        "زبان‌ها",
        "رفتن به متن",
    ),
    "hi": Wording(
        "अनुवाद का मसौदा",
        "इस पाठ की अभी पूरी समीक्षा नहीं हुई है और इसमें त्रुटियाँ हो सकती हैं।",
        "मशीनी अनुवाद",
        "समीक्षित अंश",
        "समीक्षकों की संख्या",
        "भाषाएँ",
        "सीधे पाठ पर जाएँ",
    ),
    "zh": Wording(
        "翻译草稿",
        "本文尚未经过完整审校，可能存在错误。",
        "机器翻译",
        "已审校段落",
        "审校人数",
        "语言",
        "跳至正文",
    ),
    "zh-Hant": Wording(
        "翻譯草稿",
        "本文尚未完成審校，可能含有錯誤。",
        "機器翻譯",
        "已審校段落",
        "審校人數",
        "語言",
        "跳至正文",
    ),
    "ja": Wording(
        "翻訳の下書き",
        "この文章はまだ完全には確認されておらず、誤りが含まれている可能性があります。",
        "機械翻訳",
        "確認済みの箇所",
        "確認者数",
        "言語",
        "本文へ移動",
    ),
    "ko": Wording(
        "번역 초안",
        "이 글은 아직 검토가 끝나지 않았으며 오류가 있을 수 있습니다.",
        "기계 번역",
        "검토된 부분",
        "검토자 수",
        "언어",
        "본문으로 건너뛰기",
    ),
    "vi": Wording(
        "Bản dịch nháp",
        "Văn bản này chưa được duyệt đầy đủ và có thể có lỗi.",
        "Dịch máy",
        "Số đoạn đã duyệt",
        "Số người duyệt",
        "Ngôn ngữ",
        "Chuyển đến nội dung",
    ),
    "id": Wording(
        "Draf terjemahan",
        "Teks ini belum sepenuhnya ditinjau dan mungkin mengandung kesalahan.",
        "Terjemahan mesin",
        "Bagian yang sudah ditinjau",
        "Jumlah peninjau",
        "Bahasa",
        "Langsung ke teks",
    ),
}
"""By BCP 47 name, the shortest that says which."""
