news-how-to-stop = להפסקת ההודעות האלה: /news off
broadcast-how = כתבו /broadcast ואת הטקסט, או הגיבו ב־/broadcast להודעה שיש לשלוח.
broadcast-words-only = אפשר לשלוח לתפוצה רק מילים; הגיבו להודעה בלי קובץ, או כתבו את הטקסט אחרי /broadcast.
broadcast-to-nobody = עדיין איש לא ביקש עדכונים. יזמים עושים זאת עם /news.
broadcast-too-long = ארוך מדי להודעה אחת. אנא קצרו.
broadcast-preview = { $count ->
    [one] יישלח ליזם אחד שביקש עדכונים
    [two] יישלח לשני יזמים שביקשו עדכונים
   *[other] יישלח ל־{ $count } יזמים שביקשו עדכונים
} ({ $languages }). המילים נשלחות כמו שהן, בלי תרגום:
button-broadcast = { $count ->
    [one] לשלוח ליזם אחד
    [two] לשלוח לשני יזמים
   *[other] לשלוח ל־{ $count } יזמים
}
button-drop = לבטל
button-stop = לעצור
broadcast-dropped = בוטל; איש לא קיבל זאת:
broadcast-running = בשליחה, { $percent }% (נשלחו { $done } מתוך { $count }):
broadcast-stopped = נעצר; כבר יצאו { $gone } מתוך { $count }:
broadcast-done = נשלח ל־{ $sent }; לא נמסר ל־{ $failed }:
broadcast-over = התפוצה הזאת הסתיימה או כבר בשליחה.
