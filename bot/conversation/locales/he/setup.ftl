setup-name = עברית
setup-ask-language = שפה
setup-no-terminal = הפקודה gesher setup שואלת שאלות וצריכה מסוף: יש להריץ אותה שם, בלי צינור (או להעתיק את .env.example אל .env ולמלא אותו).
setup-welcome = כעשר דקות מהאסימון ועד שולחן שעובד. צריך טלפון עם טלגרם.
    Enter מקבל את מה שבסוגריים המרובעים, הסימן - מדלג על שלב, הסימן < חוזר שלב אחד, Ctrl-C עוצר.
    שום דבר שכתוב בקובץ { $file } לא יוחלף בלי לשאול.
setup-other-server = שרת Bot API: { $url }
setup-step = —— { $place } { $title } ——
setup-step-line = הקשר עם טלגרם
setup-step-token = האסימון של הבוט
setup-step-group = קבוצת הצוות
setup-step-rights = מה מותר לבוט בקבוצה
setup-step-staff = הצוות
setup-step-file = קובץ ההגדרות
setup-step-trial = שאלת ניסיון
setup-skipped = השלב נדלג.
setup-hint-yes = Y/n
setup-hint-no = y/N
setup-word-yes = y yes כן כ
setup-word-no = n no לא ל
setup-wrong-yes-no = יש להקליד y (כן) או n (לא).

setup-trouble-unreachable = ✗ אי אפשר להגיע לטלגרם מהמחשב הזה: יש לבדוק את הרשת; בסין היבשתית צריך שרת מתווך (proxy).
setup-trouble-refused = ✗ טלגרם אינו מכיר את האסימון, או שהוא בוטל: בטלגרם לפתוח את @BotFather, לשלוח /mybots, לבחור את הבוט ואת API Token, ולהעתיק את כולו.
setup-trouble-busy = ✗ תוכנה אחרת מקבלת הודעות עם האסימון הזה: יש לעצור אותה (אולי gesher שכבר רץ, כאן או במחשב אחר).
setup-trouble-outside = ✗ הבוט אינו בקבוצה הזאת: יש להוסיף אותו (פרטי הקבוצה > הוספת חברים), או לבדוק את מספר הקבוצה.
setup-trouble-no-group = ✗ זו אינה קבוצה: יש ליצור קבוצה, לא ערוץ, ולהוסיף אליה את הבוט.
setup-reaching = ⏳ מחפש את טלגרם (עד 15 שניות) …
setup-reached = ✓ טלגרם עונה; אין צורך בשרת מתווך.
setup-reached-by = ✓ טלגרם עונה דרך { $proxy }.
setup-proxy-down = ✗ טלגרם אינו עונה דרך { $proxy }: יש לבדוק שהשרת המתווך פועל ושהכתובת והפורט נכונים.
setup-proxy-around = המשתנה { $name } של המסוף הזה מפנה אל { $proxy }; הוא נשמר בתור TELEGRAM_PROXY, כי שירות של המערכת אינו רואה את המשתנה. כדי לוותר על שרת מתווך: לבטל את { $name } ולהריץ שוב gesher setup.
setup-ask-proxy = שרת מתווך, למשל http://127.0.0.1:7890 או socks5://127.0.0.1:1080 (Enter: ניסיון נוסף; 0: בלי)
setup-wrong-proxy = ✗ הכתובת “{ $given }” אינה של שרת מתווך: יש לכתוב http://host:port, https://host:port או socks5://host:port.

setup-how-token = בטלגרם לפתוח את @BotFather ולשלוח /newbot; הוא שואל לשם ונותן אסימון (token).
    יש להדביק אותו כאן וללחוץ Enter.
setup-ask-token = אסימון (לא מוצג)
setup-wrong-token = ✗ זה אינו אסימון: הוא נראה כך, 123456789:AAE… (ספרות, נקודתיים ו־35 תווים); יש להעתיק את כולו מ־@BotFather.
setup-asking-telegram = ⏳ שואל את טלגרם …
setup-token-good = ✓ האסימון תקין, והבוט הוא { $bot }.
setup-needs-token = לשלב הזה צריך קודם אסימון: הסימן < מחזיר אליו.
setup-needs-group = לשלב הזה צריך קודם אסימון וקבוצת צוות: הסימן < מחזיר.

setup-how-group = הצוות עונה בקבוצה בטלגרם:
      1. בטלגרם ליצור קבוצה לצוות ולהוסיף אליה את { $bot }.
      2. פרטי הקבוצה > עריכה > נושאים: להפעיל. כך יש לכל יזם נושא משלו.
      3. פרטי הקבוצה > עריכה > מנהלים > הוספה: לבחור את { $bot }, ולהתיר “מחיקת הודעות” ו“ניהול נושאים”.
      4. לכתוב מילה כלשהי בקבוצה. היא תיראה כאן מעצמה.
setup-ask-group-id = ⏳ ממתין למילה בקבוצה (Enter: להציג שוב את השלבים; אפשר גם להקליד את מספר הקבוצה)
setup-ask-group-id-only = מספר הקבוצה, מספר שלילי כמו { "\u2066" }-1001234567890{ "\u2069" } (Enter: להציג שוב את השלבים)
setup-wrong-group-id = ✗ הטקסט “{ $given }” אינו מספר של קבוצה: זה מספר שלילי כמו { "\u2066" }-1001234567890{ "\u2069" }.
setup-group-joined = ✓ הבוט נמצא בקבוצה “{ $title }”. עכשיו יש לכתוב בה מילה. אם לא קורה דבר, יש למנות את הבוט למנהל ולכתוב שוב.
setup-group-left = ✗ הבוט הוצא מהקבוצה “{ $title }”: יש להוסיף אותו שוב (פרטי הקבוצה > הוספת חברים).
setup-ask-group = האם “{ $title }” היא קבוצת הצוות?
setup-many-waiting = ✗ יותר מ־100 הודעות ממתינות לבוט, וייתכן שההודעה מהקבוצה אחריהן: יש להקליד את מספר הקבוצה. בקבוצה להעתיק קישור להודעה, { "\u2066" }t.me/c/NUMBER/1{ "\u2069" }; מספר הקבוצה הוא { "\u2066" }-100{ "\u2069" } ומיד אחריו NUMBER.
setup-webhook = טלגרם מביא את ההודעות של הבוט אל { $url }; כל עוד זה כך, לא מגיעות הודעות לכאן.
    אם הכתובת תוסר, מה שממתין נשאר אצל טלגרם ודבר לא אובד. שולחן שמוגדר בו WEBHOOK_URL ירשום אותה שוב כשיעלה.
setup-ask-remove-webhook = להסיר את הכתובת?
setup-webhook-removed = ✓ הוסרה.
setup-webhook-again = הניסיון התנהל בלי { $url }. השולחן ירשום את הכתובת שוב בהפעלה הבאה.

setup-right-administrator = ✓ הבוט הוא מנהל, והוא רואה מה שהצוות כותב.
setup-right-administrator-missing = ✗ הבוט אינו מנהל: פרטי הקבוצה > עריכה > מנהלים > הוספה של { $bot }, עם “מחיקת הודעות” ו“ניהול נושאים”.
setup-right-deleting = ✓ מותר לו למחוק הודעות.
setup-right-deleting-missing = ✗ אסור לו למחוק הודעות: פרטי הקבוצה > עריכה > מנהלים > { $bot } > “מחיקת הודעות”.
setup-right-topics = ✓ הנושאים פועלים, ומותר לו לנהל אותם.
setup-right-topics-missing = ✗ אסור לו לנהל נושאים: פרטי הקבוצה > עריכה > מנהלים > { $bot } > “ניהול נושאים”.
setup-right-topics-off = ✓ הנושאים כבויים: שאלות באות ככרטיסים, והצוות משיב לכרטיס. כדי שיהיה נושא לכל יזם: פרטי הקבוצה > עריכה > נושאים.
setup-ask-look-again = יש לתקן בטלגרם, ואז Enter בודק שוב (-: להמשיך בכל זאת)
setup-ask-without-topics = להמשיך בלי נושאים? (n: לבדוק שוב)

setup-ask-staff-language = שפת הצוות: zh סינית, en אנגלית, he עברית
setup-wrong-language = ✗ אין “{ $given }”: יש להקליד zh, en או he.
setup-ask-staff-hours = מתי הצוות עובד; שעות אחרות אחרי פסיק: Mon-Thu 09:00-18:00, Fri 09:00-16:00
setup-wrong-hours = ✗ אי אפשר לקרוא את “{ $given }”: הימים הם Mon Tue Wed Thu Fri Sat Sun, השעות 09:00-18:00, כל יום פעם אחת, למשל Mon-Fri 09:00-18:00.
setup-ask-staff-timezone = אזור הזמן של הצוות
setup-wrong-zone = ✗ אין אזור זמן “{ $given }”: יש לכתוב כמו Asia/Shanghai או Asia/Jerusalem.

setup-replaces = { $name }: { $old } ← { $new }
setup-ask-replace = בקובץ { $file } יש ערכים אחרים. להחליף אותם כמוצג?
setup-saved = ✓ נכתב אל { $file }, ורק אתם יכולים לקרוא אותו.
setup-nothing-to-save = ✓ הקובץ { $file } נשאר כמו שהוא.
setup-goes-before = ✗ ההגדרה { $name } נמצאת גם במשתני הסביבה, והם קודמים ל־{ $file }: יש לבטל אותה שם.

setup-ask-trial = להפעיל את השולחן ולשלוח שאלת ניסיון לאורך כל הדרך?
setup-trial-starting = ⏳ השולחן עולה; בפעם הראשונה זה לוקח עד דקה …
setup-trial-ready = ✓ השולחן פועל. בטלפון לפתוח את t.me/{ $user }, ללחוץ על “התחל” ולכתוב, למשל:
        החשבונית של החודש שעבר שגויה, אפשר לתקן אותה?
    אחר כך לענות עליה בקבוצת הצוות.
setup-ask-trial-over = ⏳ ממתין (-: לסיים את הניסיון)
setup-trial-arrived = ✓ 1/4 השאלה הגיעה.
setup-trial-by-faq = לבוט הייתה תשובה משלו. כדי לנסות את הדרך לצוות, לכתוב את המשפט שלמעלה, או ללחוץ על “לשאול את הצוות” מתחת לתשובה.
setup-trial-carded = ✓ 2/4 הפנייה { $number } נמצאת בקבוצה “{ $title }”. עכשיו לענות עליה שם.
setup-trial-answered = ✓ 3/4 הצוות ענה.
setup-trial-delivered = ✓ 4/4 התשובה בטלפון.
setup-trial-fell = ✗ השולחן נעצר מעצמו; הסיבה כתובה למעלה. אחרי התיקון יש להריץ שוב gesher setup: מה שהוגדר נשמר.
setup-trial-stopping = ⏳ השולחן נעצר …
setup-next = מה עכשיו:
      הפקודה gesher doctor בודקת הכול, ואומרת מה לעשות אם משהו אינו תקין
      הפקודה gesher run מפעילה את השולחן עד Ctrl-C
    כדי שיפעל תמיד ויעלה מעצמו, ראו את bot/handbook (systemd, Docker).
setup-stopped = נעצר. דבר לא נכתב.
setup-stopped-kept = נעצר. מה שהוקלד נמצא בקובץ { $file }; הפקודה gesher setup ממשיכה משם.
setup-stopped-lost = יש שם ערכים אחרים, והם לא שונו: { $names }.
