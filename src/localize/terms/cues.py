"""Words that turn a statement round or set its limits, by language: what a small change must not touch.

A cue is one word or several, in small letters; the longer ones are looked for first. Languages
without a table are compared by numbers, units, signs and terms only.
"""

from __future__ import annotations

from typing import Final

NEGATIONS: Final[dict[str, str]] = {
    "en": "not|no|never|none|nobody|nothing|neither|nor|without|cannot|can't|don't|doesn't|didn't"
    "|isn't|aren't|wasn't|weren't|won't|wouldn't|shouldn't|couldn't|hasn't|haven't|hadn't|mustn't"
    "|avoid|avoids|avoided|unless|except|lack|lacks|fail|fails|failed|stop|stops|contraindicated"
    "|absent|absence|negative|refrain|unable|rarely|hardly",
    "es": "no|nunca|jamás|ningún|ninguno|ninguna|nada|nadie|ni|tampoco|sin|evite|eviten|evitar"
    "|salvo|excepto|contraindicado|contraindicada|ausencia|negativo|negativa|suspenda|suspender"
    "|apenas|a menos que",
    "fr": "ne|n|pas|jamais|aucun|aucune|rien|personne|ni|non|sans|sauf|éviter|évitez|excepté"
    "|contre-indiqué|contre-indiquée|absence|négatif|négative|arrêter|arrêtez|à moins que",
    "de": "nicht|kein|keine|keinen|keinem|keiner|keines|nie|niemals|nichts|niemand|weder|noch|ohne"
    "|außer|vermeiden|vermeidet|meiden|kontraindiziert|fehlt|fehlen|negativ|absetzen|kaum|es sei denn",
    "pt": "não|nunca|jamais|nenhum|nenhuma|nada|ninguém|nem|sem|exceto|salvo|evite|evitar"
    "|contraindicado|contraindicada|ausência|negativo|negativa|suspender|a menos que",
    "it": "non|no|mai|nessun|nessuno|nessuna|niente|nulla|né|senza|salvo|eccetto|evitare|eviti"
    "|controindicato|controindicata|assenza|negativo|negativa|sospendere|a meno che",
}
COMPARATORS: Final[dict[str, str]] = {
    "en": "at least|at most|at the most|no more than|not more than|no less than|not less than"
    "|no fewer than|more than|less than|fewer than|greater than|lower than|higher than|up to"
    "|or more|or less|or fewer|above|below|over|under|within|until|minimum|maximum|exceed|exceeds"
    "|exceeding|only|between|almost|nearly|about|approximately|more|less|fewer|most|least|every"
    "|each|per|before|after|during|first|last|all|some|any|may|might|must|should|can|always|never"
    "|often|sometimes|usually|rarely",
    "es": "al menos|por lo menos|como mínimo|como máximo|más de|menos de|no más de|hasta|o más"
    "|o menos|superior|inferior|mayor|menor|mínimo|máximo|exceder|supera|solo|sólo|entre|casi"
    "|aproximadamente|más|menos|cada|por|antes|después|durante|primero|último|todos|todas|algunos"
    "|algunas|puede|pueden|podría|debe|deben|debería|siempre|a veces|a menudo",
    "fr": "au moins|au plus|au maximum|au minimum|pas plus de|plus de|moins de|jusqu'à|ou plus"
    "|ou moins|supérieur|inférieur|supérieure|inférieure|minimum|maximum|dépasser|seulement|entre"
    "|presque|environ|plus|moins|chaque|par|avant|après|pendant|premier|dernier|tous|toutes"
    "|certains|certaines|peut|peuvent|pourrait|doit|doivent|devrait|toujours|parfois|souvent",
    "de": "mindestens|höchstens|nicht mehr als|mehr als|weniger als|bis zu|oder mehr|oder weniger"
    "|über|unter|innerhalb|minimum|maximum|minimal|maximal|überschreiten|nur|zwischen|fast|etwa"
    "|ungefähr|mehr|weniger|jede|jeder|jedes|jeden|pro|je|vor|nach|während|erste|letzte|alle|einige"
    "|kann|können|könnte|muss|müssen|soll|sollte|sollten|darf|dürfen|immer|manchmal|oft",
    "pt": "pelo menos|no mínimo|no máximo|mais de|menos de|até|ou mais|ou menos|superior|inferior"
    "|maior|menor|mínimo|máximo|exceder|apenas|somente|só|entre|quase|aproximadamente|mais|menos"
    "|cada|por|antes|depois|após|durante|primeiro|último|todos|todas|alguns|algumas|pode|podem"
    "|poderia|deve|devem|deveria|sempre|às vezes",
    "it": "almeno|al massimo|al minimo|più di|meno di|non più di|fino a|o più|o meno|superiore"
    "|inferiore|maggiore|minore|minimo|massimo|superare|solo|soltanto|tra|fra|quasi|circa|più|meno"
    "|ogni|per|prima|dopo|durante|primo|ultimo|tutti|tutte|alcuni|alcune|può|possono|potrebbe|deve"
    "|devono|dovrebbe|sempre|a volte|spesso",
}
OPPOSITES: Final[dict[str, str]] = {
    "en": "increase|increases|increased|increasing|decrease|decreases|decreased|decreasing|reduce"
    "|reduces|reduced|reducing|raise|raises|raised|lower|lowers|lowered|higher|high|low|improve"
    "|improves|improved|worsen|worsens|worsened|gain|loss|rise|rises|fall|falls|agonist|antagonist"
    "|agonists|antagonists|positive|negative|safe|unsafe|dangerous|toxic|acute|chronic|left|right"
    "|inhibit|inhibits|inhibited|activate|activates|activated|block|blocks|blocked|stimulate"
    "|stimulates|stimulated|start|starts|stop|stops|continue|discontinue|oral|intravenous"
    "|intramuscular|intranasal|subcutaneous|sublingual|effective|ineffective|approved|unapproved"
    "|likely|unlikely|possible|impossible|recommended|allowed|forbidden|fast|slow|short|long|early"
    "|late|adult|adults|child|children|male|female|men|women|pregnant",
    "es": "aumenta|aumentan|aumentar|aumento|disminuye|disminuyen|disminuir|disminución|reduce"
    "|reducen|reducir|reducción|eleva|alto|alta|bajo|baja|mejora|mejoran|empeora|empeoran|agonista"
    "|antagonista|positivo|positiva|negativo|negativa|seguro|peligroso|agudo|aguda|crónico|crónica"
    "|izquierdo|derecho|inhibe|activa|bloquea|estimula|oral|intravenosa|eficaz|ineficaz|probable"
    "|improbable|adultos|niños",
    "fr": "augmente|augmentent|augmenter|diminue|diminuent|diminuer|réduit|réduire|élevé|élevée"
    "|haut|bas|faible|améliore|aggrave|agoniste|antagoniste|positif|positive|négatif|négative|sûr"
    "|dangereux|aigu|aiguë|chronique|gauche|droit|inhibe|active|bloque|stimule|orale|intraveineuse"
    "|efficace|inefficace|probable|improbable|adultes|enfants",
    "de": "erhöht|erhöhen|steigert|steigt|senkt|senken|sinkt|verringert|reduziert|hoch|hohe|niedrig"
    "|niedrige|verbessert|verschlechtert|agonist|antagonist|positiv|negativ|sicher|gefährlich|akut"
    "|akute|chronisch|chronische|links|rechts|hemmt|aktiviert|blockiert|stimuliert|oral|intravenös"
    "|wirksam|unwirksam|wahrscheinlich|unwahrscheinlich|erwachsene|kinder",
    "pt": "aumenta|aumentam|aumentar|diminui|diminuem|diminuir|reduz|reduzir|eleva|alto|alta|baixo"
    "|baixa|melhora|piora|agonista|antagonista|positivo|positiva|negativo|negativa|seguro|perigoso"
    "|agudo|aguda|crônico|crônica|esquerdo|direito|inibe|ativa|bloqueia|estimula|oral|intravenosa"
    "|eficaz|ineficaz|provável|improvável|adultos|crianças",
    "it": "aumenta|aumentano|aumentare|diminuisce|diminuiscono|riduce|riducono|ridurre|alto|alta"
    "|basso|bassa|migliora|peggiora|agonista|antagonista|positivo|positiva|negativo|negativa|sicuro"
    "|pericoloso|acuto|acuta|cronico|cronica|sinistro|destro|inibisce|attiva|blocca|stimola|orale"
    "|endovenosa|efficace|inefficace|probabile|improbabile|adulti|bambini",
}
NUMBERS: Final[dict[str, str]] = {
    "en": "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety|hundred|thousand|million|billion|trillion|half|third|quarter|double|triple|once|twice"
    "|thrice|single|both|dozen|daily|hourly|weekly|monthly|yearly|second|fourth|fifth|several|few"
    "|many|pair|twofold|tenfold",
    "es": "cero|un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece"
    "|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte|treinta|cuarenta|cincuenta"
    "|sesenta|setenta|ochenta|noventa|cien|ciento|mil|millón|millones|medio|media|mitad|tercio"
    "|cuarto|doble|triple|vez|veces|diario|diaria|semanal|mensual|ambos|ambas|docena",
    "fr": "zéro|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
    "|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|cents|mille|million|millions"
    "|milliard|demi|moitié|tiers|quart|double|triple|fois|quotidien|hebdomadaire|mensuel|douzaine",
    "de": "null|ein|eine|einen|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
    "|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig|dreißig|vierzig"
    "|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend|million|millionen|milliarde|halb"
    "|halbe|hälfte|drittel|viertel|doppelt|dreifach|einmal|zweimal|dreimal|täglich|wöchentlich"
    "|monatlich|beide|dutzend",
    "pt": "zero|um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze"
    "|quinze|dezesseis|dezessete|dezoito|dezenove|vinte|trinta|quarenta|cinquenta|sessenta|setenta"
    "|oitenta|noventa|cem|cento|mil|milhão|milhões|meio|meia|metade|terço|quarto|dobro|triplo|vez"
    "|vezes|diário|diária|semanal|mensal|ambos|ambas|dúzia",
    "it": "zero|un|uno|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici"
    "|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti|trenta|quaranta|cinquanta"
    "|sessanta|settanta|ottanta|novanta|cento|mille|mila|milione|milioni|mezzo|mezza|metà|terzo"
    "|quarto|doppio|triplo|volta|volte|giornaliero|settimanale|mensile|entrambi|entrambe|dozzina",
}
UNIT_WORDS: Final[dict[str, str]] = {
    "en": "second|seconds|minute|minutes|hour|hours|day|days|week|weeks|month|months|year|years"
    "|decade|decades|percent|gram|grams|milligram|milligrams|microgram|micrograms|kilogram"
    "|kilograms|litre|litres|liter|liters|millilitre|millilitres|milliliter|milliliters|unit|units"
    "|degree|degrees|tablet|tablets|drop|drops|mole|moles|millimole|millimoles|metre|metres|meter"
    "|meters|inch|inches|pound|pounds|ounce|ounces|calorie|calories|volt|volts|puff|puffs|capsule"
    "|capsules|teaspoon|teaspoons|tablespoon|tablespoons|dose|doses|session|sessions",
    "es": "segundo|segundos|minuto|minutos|hora|horas|día|días|semana|semanas|mes|meses|año|años"
    "|gramo|gramos|miligramo|miligramos|microgramo|microgramos|kilogramo|kilogramos|litro|litros"
    "|mililitro|mililitros|unidad|unidades|grado|grados|comprimido|comprimidos|gota|gotas|dosis",
    "fr": "seconde|secondes|minute|minutes|heure|heures|jour|jours|semaine|semaines|mois|an|ans"
    "|année|années|gramme|grammes|milligramme|milligrammes|microgramme|microgrammes|kilogramme"
    "|kilogrammes|litre|litres|millilitre|millilitres|unité|unités|degré|degrés|comprimé|comprimés"
    "|goutte|gouttes|dose|doses",
    "de": "sekunde|sekunden|minute|minuten|stunde|stunden|tag|tage|tagen|woche|wochen|monat|monate"
    "|monaten|jahr|jahre|jahren|prozent|gramm|milligramm|mikrogramm|kilogramm|liter|milliliter"
    "|einheit|einheiten|grad|tablette|tabletten|tropfen|dosis|dosen",
    "pt": "segundo|segundos|minuto|minutos|hora|horas|dia|dias|semana|semanas|mês|meses|ano|anos"
    "|grama|gramas|miligrama|miligramas|micrograma|microgramas|quilograma|quilogramas|litro|litros"
    "|mililitro|mililitros|unidade|unidades|grau|graus|comprimido|comprimidos|gota|gotas|dose|doses",
    "it": "secondo|secondi|minuto|minuti|ora|ore|giorno|giorni|settimana|settimane|mese|mesi|anno"
    "|anni|grammo|grammi|milligrammo|milligrammi|microgrammo|microgrammi|chilogrammo|chilogrammi"
    "|litro|litri|millilitro|millilitri|unità|grado|gradi|compressa|compresse|goccia|gocce|dose|dosi",
}
UNIT_SYMBOLS: Final = frozenset(
    [
        "mg",
        "g",
        "kg",
        "ng",
        "pg",
        "µg",
        "μg",
        "ug",
        "mcg",
        "t",
        "ml",
        "mL",
        "l",
        "L",
        "dl",
        "dL",
        "cl",
        "µl",
        "µL",
        "μl",
        "μL",
        "nl",
        "nL",
        "IU",
        "UI",
        "iu",
        "mmol",
        "mol",
        "µmol",
        "μmol",
        "nmol",
        "pmol",
        "M",
        "mM",
        "µM",
        "μM",
        "nM",
        "pM",
        "h",
        "hr",
        "hrs",
        "min",
        "mins",
        "s",
        "sec",
        "secs",
        "ms",
        "µs",
        "d",
        "wk",
        "mo",
        "yr",
        "yrs",
        "y",
        "mmHg",
        "cmH2O",
        "Hz",
        "kHz",
        "MHz",
        "GHz",
        "°C",
        "°F",
        "°K",
        "K",
        "cm",
        "mm",
        "m",
        "km",
        "µm",
        "μm",
        "nm",
        "in",
        "ft",
        "lb",
        "lbs",
        "oz",
        "kcal",
        "cal",
        "kJ",
        "J",
        "W",
        "kW",
        "V",
        "mV",
        "kV",
        "A",
        "mA",
        "Pa",
        "kPa",
        "hPa",
        "bar",
        "bpm",
        "rpm",
        "Gy",
        "mGy",
        "Sv",
        "mSv",
        "Bq",
        "MBq",
        "kBq",
        "Ci",
        "mEq",
        "Eq",
        "ppm",
        "ppb",
        "dB",
        "eV",
        "keV",
        "MeV",
        "N",
        "T",
        "mT",
        "%",
        "‰",
        "°",
        "KB",
        "MB",
        "GB",
        "TB",
        "kB",
        "kb",
        "bp",
        "px",
    ]
)
"""Units as symbols; capitals count. One of a single letter is a unit only after a number."""
