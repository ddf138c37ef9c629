late-head = { $count ->
    [one] פנייה אחת ממתינה { $within } שעות עבודה או יותר:
    [two] שתי פניות ממתינות { $within } שעות עבודה או יותר:
   *[other] { $count } פניות ממתינות { $within } שעות עבודה או יותר:
}
late-line = פנייה { $number } · { $name } · { $hours } שעות · בטיפול של { $by }
late-line-nobody = פנייה { $number } · { $name } · { $hours } שעות · אין מטפל
late-more = ועוד { $count }: הפקודה /pending
late-admins = חלקן לא זזו מאז התזכורת הקודמת. לתשומת לב המנהלים: { $names }
summary-open = { $count ->
    [one] פנייה אחת פתוחה
    [two] שתי פניות פתוחות
   *[other] { $count } פניות פתוחות
}: בלי מטפל { $nobody }, בטיפול { $claimed }, נדחו להמשך { $aside }.
summary-longest = ההמתנה הארוכה ביותר:
summary-questions = מאז { DATE($since) }: { $count ->
    [one] שאלה אחת
    [two] שתי שאלות
   *[other] { $count } שאלות
}; הבוט ענה מיד על { $answered }.
summary-reviews = { $count ->
    [one] ערך אחד במאגר עבר את מועד הבדיקה.
    [two] שני ערכים במאגר עברו את מועד הבדיקה.
   *[other] { $count } ערכים במאגר עברו את מועד הבדיקה.
}
