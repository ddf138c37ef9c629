-- What a desk of release 0.1.0 leaves behind: one founder, whose question waits for staff.
INSERT INTO founders VALUES (7, 'Dana', NULL, 'he', NULL, NULL, false, false, '2026-11-22 09:30:15+00:00');
INSERT INTO questions VALUES (3, 7, 1, '?', 'he', NULL, '[]', '2026-11-22 09:30:15+00:00');
INSERT INTO tickets VALUES (9, 7, 3, 'waiting', 'he', '2026-11-22 09:30:15+00:00', '2026-11-22 09:30:15+00:00', NULL);
INSERT INTO ticket_messages VALUES (4, 9, 'founder', '?', 1, 70, '2026-11-22 09:30:15+00:00');
INSERT INTO outbox VALUES (5, 'topic:7', 'topic', 7, 'react', '{"message":1,"emoji":"x"}', 'queued', 0, 0, '2026-11-22 09:30:15+00:00', NULL, NULL, 4, NULL, '2026-11-22 09:30:15+00:00', '2026-11-22 09:30:15+00:00');
