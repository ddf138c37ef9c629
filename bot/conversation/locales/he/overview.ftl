
pending-none = איש אינו ממתין.
pending-head = { $count ->
    [one] פנייה אחת ממתינה; לצידה שעות העבודה שחלפו:
    [two] שתי פניות ממתינות; לצידן שעות העבודה שחלפו:
   *[other] { $count } פניות ממתינות; לצידן שעות העבודה שחלפו:
}
pending-line = פנייה **{ $number }** · { $name } · { $hours } שעות · { $asked }
who-head = המשתמש { $name } · { $spoken } · כאן מאז { DATETIME($since, dateStyle: "medium") }
who-username = בטלגרם: @{ $username }
who-tickets = פניות: { $tickets }
who-banned = הודעותיו אינן מתקבלות; הפקודה /unban מבטלת זאת.
state-waiting = ממתינה
state-answered = נענתה
state-closed = סגורה
closed = פנייה { $number } נסגרה; נמסר על כך ל{ $name }.
nothing-open = אין כאן פנייה פתוחה.
staff-help = מה שכותבים בנושא של יזם נשלח אליו; שורה שמתחילה ב־// נשארת כאן.
    הפקודה /pending מראה מי ממתין, הוותיק ראשון; הפקודה /who מה ידוע על היזם; הפקודה /close עם סיבה סוגרת את הפנייה ומודיעה ליזם; הפקודות /ban ו־/unban חוסמות ומשחררות; הפקודה /help מציגה את זה
staff-command-pending = מי ממתין, הוותיק ראשון
staff-command-who = מה ידוע על היזם הזה
staff-command-close = סגירת הפנייה, עם סיבה
staff-command-ban = לא לקבל עוד הודעות מהיזם הזה
staff-command-unban = לקבל שוב הודעות מהיזם הזה
staff-command-help = מה אפשר לעשות כאן
