-- A desk in the middle of its work, as the code with schema 0004 wrote it on SQLite.
-- On PostgreSQL, whose tables migration 0004 makes, the rows alone are taken.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	update_id BIGINT NOT NULL, 
	lane TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	not_before DATETIME NOT NULL, 
	error TEXT, 
	received_at DATETIME NOT NULL, 
	set_aside_at DATETIME, handled_at DATETIME, matched TEXT, 
	CONSTRAINT ck_inbox_state CHECK (state IN ('waiting', 'done', 'set_aside')), 
	CONSTRAINT uq_inbox_update_id UNIQUE (update_id)
);
CREATE TABLE founders (
	id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	username TEXT, 
	language TEXT NOT NULL, 
	topic BIGINT, 
	topic_requested_at DATETIME, 
	asking_staff BOOLEAN NOT NULL, 
	blocked BOOLEAN NOT NULL, 
	first_seen DATETIME NOT NULL, language_known BOOLEAN DEFAULT 0 NOT NULL, leaving_contact BOOLEAN DEFAULT 0 NOT NULL, banned BOOLEAN DEFAULT 0 NOT NULL, contact TEXT, told_of_network BOOLEAN DEFAULT 0 NOT NULL, last_seen DATETIME, pace_since DATETIME, pace_messages INTEGER DEFAULT '0' NOT NULL, wants_news BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_founders PRIMARY KEY (id), 
	CONSTRAINT ck_founders_language CHECK (language IN ('en', 'he', 'zh')), 
	CONSTRAINT uq_founders_topic UNIQUE (topic)
);
CREATE TABLE questions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	founder BIGINT NOT NULL, 
	message BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	language TEXT NOT NULL, 
	answered_with TEXT, 
	candidates TEXT NOT NULL, 
	asked_at DATETIME NOT NULL, feedback TEXT, turned_down TEXT DEFAULT '[]' NOT NULL, asked_back BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT ck_questions_language CHECK (language IN ('en', 'he', 'zh')), 
	CONSTRAINT fk_questions_founder FOREIGN KEY(founder) REFERENCES founders (id)
);
CREATE TABLE tickets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	founder BIGINT NOT NULL, 
	question BIGINT, 
	state TEXT NOT NULL, 
	language TEXT NOT NULL, 
	opened_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	staff_wrote_at DATETIME, promised_at DATETIME, claimed_by TEXT, claimed_by_id BIGINT, later_until DATETIME, later_why TEXT, 
	CONSTRAINT ck_tickets_state CHECK (state IN ('waiting', 'answered', 'closed')), 
	CONSTRAINT ck_tickets_language CHECK (language IN ('en', 'he', 'zh')), 
	CONSTRAINT fk_tickets_founder FOREIGN KEY(founder) REFERENCES founders (id), 
	CONSTRAINT fk_tickets_question FOREIGN KEY(question) REFERENCES questions (id), 
	CONSTRAINT uq_tickets_question UNIQUE (question)
);
CREATE TABLE ticket_messages (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	ticket BIGINT NOT NULL, 
	author TEXT NOT NULL, 
	text TEXT, 
	founder_message BIGINT, 
	staff_message BIGINT, 
	written_at DATETIME NOT NULL, kind TEXT DEFAULT 'text' NOT NULL, entities TEXT DEFAULT '[]' NOT NULL, edited BOOLEAN DEFAULT 0 NOT NULL, album TEXT, shown_with BIGINT, held BOOLEAN DEFAULT 0 NOT NULL, withdrawn BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT ck_ticket_messages_author CHECK (author IN ('founder', 'staff')), 
	CONSTRAINT fk_ticket_messages_ticket FOREIGN KEY(ticket) REFERENCES tickets (id)
);
CREATE TABLE copies (
	id INTEGER NOT NULL, 
	ticket_message BIGINT NOT NULL, 
	staff_message BIGINT NOT NULL, 
	CONSTRAINT pk_copies PRIMARY KEY (id), 
	CONSTRAINT fk_copies_ticket_message FOREIGN KEY(ticket_message) REFERENCES ticket_messages (id)
);
CREATE TABLE "outbox" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lane TEXT NOT NULL, 
	place TEXT NOT NULL, 
	founder BIGINT, 
	kind TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	unknown_outcomes INTEGER NOT NULL, 
	not_before DATETIME NOT NULL, 
	error TEXT, 
	message BIGINT, 
	ticket_message BIGINT, 
	receipt_for BIGINT, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	shows TEXT, 
	batch TEXT, cause BIGINT, 
	CONSTRAINT ck_outbox_state CHECK (state IN ('queued', 'sending', 'sent', 'parked', 'dead')), 
	CONSTRAINT fk_outbox_ticket_message FOREIGN KEY(ticket_message) REFERENCES ticket_messages (id)
);
CREATE TABLE learned (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	language TEXT NOT NULL, 
	text TEXT NOT NULL, 
	answer TEXT, 
	taught_by TEXT NOT NULL, 
	taught_by_id BIGINT NOT NULL, 
	taught_at DATETIME NOT NULL, 
	revoked_by TEXT, 
	revoked_at DATETIME, 
	CONSTRAINT ck_learned_language CHECK (language IN ('en', 'he', 'zh'))
);
CREATE TABLE broadcasts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	text TEXT NOT NULL, 
	entities TEXT NOT NULL, 
	written_by TEXT NOT NULL, 
	written_by_id BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	message BIGINT, 
	recipients INTEGER DEFAULT '0' NOT NULL, 
	shown INTEGER DEFAULT '0' NOT NULL, 
	written_at DATETIME NOT NULL, 
	CONSTRAINT ck_broadcasts_state CHECK (state IN ('draft', 'running', 'stopped', 'done'))
);
CREATE TABLE desk (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_desk PRIMARY KEY ("key")
);
CREATE INDEX ix_broadcasts_running ON broadcasts (id) WHERE state = 'running';
CREATE INDEX ix_copies_staff_message ON copies (staff_message);
CREATE INDEX ix_copies_ticket_message ON copies (ticket_message);
CREATE INDEX ix_inbox_waiting ON inbox (id, lane, not_before) WHERE state = 'waiting';
CREATE INDEX ix_inbox_waiting_lane ON inbox (lane, id) WHERE state = 'waiting';
CREATE INDEX ix_learned_entry ON learned (entry);
CREATE INDEX ix_outbox_batch ON outbox (batch, state) WHERE batch IS NOT NULL;
CREATE INDEX ix_outbox_shows ON outbox (shows) WHERE shows IS NOT NULL;
CREATE INDEX ix_outbox_ticket_message ON outbox (ticket_message) WHERE ticket_message IS NOT NULL;
CREATE INDEX ix_outbox_unsent ON outbox (id, lane, state, not_before) WHERE state IN ('queued', 'sending', 'parked');
CREATE INDEX ix_outbox_unsent_lane ON outbox (lane, id) WHERE state IN ('queued', 'sending', 'parked');
CREATE INDEX ix_questions_asked_at ON questions (asked_at);
CREATE INDEX ix_questions_founder_message ON questions (founder, message);
CREATE INDEX ix_ticket_messages_founder_message ON ticket_messages (founder_message);
CREATE INDEX ix_ticket_messages_shown_with ON ticket_messages (shown_with);
CREATE INDEX ix_ticket_messages_staff_message ON ticket_messages (staff_message);
CREATE INDEX ix_ticket_messages_ticket ON ticket_messages (ticket);
CREATE INDEX ix_tickets_founder ON tickets (founder);
CREATE INDEX ix_tickets_opened_at ON tickets (opened_at);
CREATE INDEX ix_tickets_waiting ON tickets (id) WHERE state = 'waiting';
INSERT INTO alembic_version (version_num) VALUES ('0004');
INSERT INTO inbox (id, update_id, lane, payload, state, attempts, not_before, error, received_at, set_aside_at, handled_at, matched) VALUES (1, 900, 'chat:4503599627370495', '{"update_id": 900, "message": {"message_id": 12, "date": 1795080615, "chat": {"id": 4503599627370495, "type": "private"}, "from": {"id": 4503599627370495, "is_bot": false, "first_name": "דנה 李"}, "text": "אפשר להביא כלב?"}}', 'done', 0, '2026-11-22 09:30:15.123456', NULL, '2026-11-22 09:30:15.123456', NULL, '2026-11-22 09:30:16.000000', '{"decision": "handover", "language": "he", "confidence": 0.12}');
INSERT INTO inbox (id, update_id, lane, payload, state, attempts, not_before, error, received_at, set_aside_at, handled_at, matched) VALUES (2, 901, 'chat:7', '{"update_id": 901, "message": {"message_id": 13, "date": 1795080615, "chat": {"id": 7, "type": "private"}, "from": {"id": 7, "is_bot": false, "first_name": "Wei"}, "text": "谢谢"}}', 'set_aside', 0, '2026-11-22 09:30:15.123456', 'ValueError', '2026-11-22 09:30:15.123456', '2026-11-22 09:30:15.123456', NULL, NULL);
INSERT INTO inbox (id, update_id, lane, payload, state, attempts, not_before, error, received_at, set_aside_at, handled_at, matched) VALUES (3, 902, 'chat:4503599627370495', '{"update_id": 902, "message": {"message_id": 14, "date": 1795080615, "chat": {"id": 4503599627370495, "type": "private"}, "from": {"id": 4503599627370495, "is_bot": false, "first_name": "דנה 李"}, "text": "ועוד שאלה"}}', 'waiting', 0, '2026-11-22 09:30:15.123456', NULL, '2026-11-22 09:30:15.123456', NULL, NULL, NULL);
INSERT INTO founders (id, name, username, language, topic, topic_requested_at, asking_staff, blocked, first_seen, language_known, leaving_contact, banned, contact, told_of_network, last_seen, pace_since, pace_messages, wants_news) VALUES (7, 'Wei', NULL, 'zh', NULL, NULL, FALSE, FALSE, '2026-11-22 09:30:15.123456', FALSE, FALSE, FALSE, NULL, FALSE, '2026-11-22 09:30:15.123456', NULL, 0, FALSE);
INSERT INTO founders (id, name, username, language, topic, topic_requested_at, asking_staff, blocked, first_seen, language_known, leaving_contact, banned, contact, told_of_network, last_seen, pace_since, pace_messages, wants_news) VALUES (4503599627370495, 'דנה 李', 'dana', 'he', 31, NULL, FALSE, FALSE, '2026-11-22 09:30:15.123456', FALSE, FALSE, FALSE, NULL, FALSE, '2026-11-22 09:30:15.123456', NULL, 0, FALSE);
INSERT INTO questions (id, founder, message, text, language, answered_with, candidates, asked_at, feedback, turned_down, asked_back) VALUES (1, 7, 11, '签证怎么办？', 'zh', 'visa-work', '[]', '2026-11-22 09:30:15.123456', NULL, '[]', FALSE);
INSERT INTO questions (id, founder, message, text, language, answered_with, candidates, asked_at, feedback, turned_down, asked_back) VALUES (2, 4503599627370495, 12, 'אפשר להביא כלב?', 'he', NULL, '[]', '2026-11-22 09:30:15.123456', NULL, '[]', FALSE);
INSERT INTO questions (id, founder, message, text, language, answered_with, candidates, asked_at, feedback, turned_down, asked_back) VALUES (3, 7, 13, '附近有停车场吗？', 'zh', NULL, '[]', '2026-11-22 09:30:15.123456', NULL, '[]', FALSE);
INSERT INTO tickets (id, founder, question, state, language, opened_at, changed_at, staff_wrote_at, promised_at, claimed_by, claimed_by_id, later_until, later_why) VALUES (1, 4503599627370495, 2, 'waiting', 'he', '2026-11-22 09:30:15.123456', '2026-11-22 09:30:15.123456', NULL, NULL, 'Li', 5, NULL, NULL);
INSERT INTO tickets (id, founder, question, state, language, opened_at, changed_at, staff_wrote_at, promised_at, claimed_by, claimed_by_id, later_until, later_why) VALUES (2, 7, 3, 'answered', 'zh', '2026-11-22 09:31:15.123456', '2026-11-22 09:32:15.123456', '2026-11-22 09:32:15.123456', NULL, NULL, NULL, NULL, NULL);
INSERT INTO tickets (id, founder, question, state, language, opened_at, changed_at, staff_wrote_at, promised_at, claimed_by, claimed_by_id, later_until, later_why) VALUES (3, 7, NULL, 'closed', 'zh', '2026-11-22 09:31:15.123456', '2026-11-22 09:32:15.123456', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO ticket_messages (id, ticket, author, text, founder_message, staff_message, written_at, kind, entities, edited, album, shown_with, held, withdrawn) VALUES (1, 1, 'founder', 'אפשר להביא כלב?', 12, 70, '2026-11-22 09:30:15.123456', 'text', '[]', FALSE, NULL, NULL, FALSE, FALSE);
INSERT INTO ticket_messages (id, ticket, author, text, founder_message, staff_message, written_at, kind, entities, edited, album, shown_with, held, withdrawn) VALUES (2, 2, 'founder', '附近有停车场吗？', 13, 71, '2026-11-22 09:30:15.123456', 'text', '[]', FALSE, NULL, NULL, FALSE, FALSE);
INSERT INTO ticket_messages (id, ticket, author, text, founder_message, staff_message, written_at, kind, entities, edited, album, shown_with, held, withdrawn) VALUES (3, 2, 'staff', '有，在B2层。', 15, 90, '2026-11-22 09:32:15.123456', 'text', '[]', FALSE, NULL, NULL, FALSE, FALSE);
INSERT INTO copies (id, ticket_message, staff_message) VALUES (1, 1, 70);
INSERT INTO copies (id, ticket_message, staff_message) VALUES (2, 2, 71);
INSERT INTO outbox (id, lane, place, founder, kind, payload, state, attempts, unknown_outcomes, not_before, error, message, ticket_message, receipt_for, created_at, changed_at, shows, batch, cause) VALUES (1, 'founder:7', 'founder', 7, 'text', '{"text":"有，在B2层。","entities":[],"buttons":[],"reply_to":null}', 'sent', 1, 0, '2026-11-22 09:30:15.123456', NULL, 15, 3, NULL, '2026-11-22 09:30:15.123456', '2026-11-22 09:30:15.123456', NULL, NULL, NULL);
INSERT INTO outbox (id, lane, place, founder, kind, payload, state, attempts, unknown_outcomes, not_before, error, message, ticket_message, receipt_for, created_at, changed_at, shows, batch, cause) VALUES (2, 'topic:4503599627370495', 'topic', 4503599627370495, 'text', '{"text":"Q-0001 · דנה 李","entities":[],"buttons":[],"reply_to":null}', 'sending', 1, 0, '2026-11-22 09:30:15.123456', NULL, NULL, 1, NULL, '2026-11-22 09:30:15.123456', '2026-11-22 09:30:15.123456', NULL, NULL, 900);
INSERT INTO outbox (id, lane, place, founder, kind, payload, state, attempts, unknown_outcomes, not_before, error, message, ticket_message, receipt_for, created_at, changed_at, shows, batch, cause) VALUES (3, 'staff', 'staff', NULL, 'text', '{"text":"A person has to look.","entities":[],"buttons":[],"reply_to":null}', 'dead', 1, 0, '2026-11-22 09:30:15.123456', 'Bad Request: chat not found', NULL, NULL, NULL, '2026-11-22 09:30:15.123456', '2026-11-22 09:30:15.123456', NULL, NULL, NULL);
INSERT INTO outbox (id, lane, place, founder, kind, payload, state, attempts, unknown_outcomes, not_before, error, message, ticket_message, receipt_for, created_at, changed_at, shows, batch, cause) VALUES (4, 'founder:4503599627370495', 'founder', 4503599627370495, 'text', '{"text":"שאלתך נמסרה.","entities":[],"buttons":[],"reply_to":null}', 'parked', 0, 0, '2026-11-22 09:30:15.123456', NULL, NULL, NULL, NULL, '2026-11-22 09:30:15.123456', '2026-11-22 09:30:15.123456', NULL, NULL, 900);
INSERT INTO outbox (id, lane, place, founder, kind, payload, state, attempts, unknown_outcomes, not_before, error, message, ticket_message, receipt_for, created_at, changed_at, shows, batch, cause) VALUES (5, 'react:topic:4503599627370495:70', 'topic', 4503599627370495, 'react', '{"message":70,"emoji":"👀"}', 'queued', 0, 0, '2026-11-22 09:30:15.123456', NULL, NULL, NULL, NULL, '2026-11-22 09:30:15.123456', '2026-11-22 09:30:15.123456', NULL, NULL, 900);
INSERT INTO learned (id, kind, entry, language, text, answer, taught_by, taught_by_id, taught_at, revoked_by, revoked_at) VALUES (1, 'phrasing', 'visa-work', 'he', 'איך מסדרים ויזה', NULL, 'Li', 5, '2026-11-22 09:30:15.123456', NULL, NULL);
INSERT INTO broadcasts (id, text, entities, written_by, written_by_id, state, message, recipients, shown, written_at) VALUES (1, 'Closed on Friday.', '[]', 'Li', 5, 'draft', NULL, 0, 0, '2026-11-22 09:30:15.123456');
INSERT INTO desk (key, value) VALUES ('configured_group', '-1001');
