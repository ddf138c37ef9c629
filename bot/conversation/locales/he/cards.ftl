topic-name = { $number } · { $name } · { $sign }
card-answered-nothing = נענה אוטומטית: לא
card-claimed = בטיפול של { $name }
card-anonymous = מנהל אנונימי
card-later = נדחה עד { WHEN($until, $now) }
card-later-why = נדחה עד { WHEN($until, $now) }: { $why }
card-is-answered = ✓ נענתה
card-is-closed = ✓ סגורה
card-is-withdrawn = ✗ בוטלה בידי היזם
card-button-send = לשלוח: { $title }
card-button-claim = לקחת
card-button-give-back = להחזיר
card-button-later = אחר כך
card-button-close = לסגור
card-button-no-question = לא שאלה
card-button-reopen = לפתוח שוב
group-moved = טלגרם נתן לקבוצה הזאת מספר חדש. אי אפשר עוד להשיב על כרטיסים ישנים; { $count ->
    [0] אין פניות שממתינות.
    [one] פנייה אחת ממתינה ומוצגת שוב.
   *[other] { $count } פניות ממתינות ומוצגות שוב.
}
