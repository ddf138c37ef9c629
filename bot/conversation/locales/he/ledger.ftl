mine-none = אין כרגע שאלות שלכם אצל צוות המרכז. מה שאיני יודע לענות עליו עובר לצוות, ואז מופיע כאן.
mine-kind = { $kind ->
    [photo] תמונה
    [video] סרטון
    [video_note] הודעת וידאו
    [voice] הודעה קולית
    [audio] הקלטה
    [document] קובץ
    [animation] אנימציה
    [sticker] מדבקה
    [location] מיקום
    [venue] מקום
    [contact] איש קשר
    [poll] סקר
   *[other] הודעה
}
mine-received = התקבלה, בדרך לצוות
mine-with-staff = אצל הצוות מאז { WHEN($at, $week, width: "short") }
mine-claimed = בטיפול הצוות
mine-answered = נענתה ב־{ DATE($at, width: "short") }, עדיין לא נמסרה
mine-delivered = נענתה ב־{ DATE($at, width: "short") }, נמסרה ✓
mine-closed = נסגרה ב־{ DATE($at, width: "short") }
mine-withdrawn = בוטלה ב־{ DATE($at, width: "short") }
mine-cancelled = פנייה { $number } בוטלה.
mine-cannot-cancel = פנייה { $number } כבר אינה ממתינה.
button-cancel = לבטל את { $number }
