-- Analysis Jobs, schema version 1, for MariaDB 10.6 and later. Every statement commits by itself, so each leaves alone what is
-- there, and the script can be run again after it broke off.
-- To run it by hand: with USE of the database; with a table prefix, put it before "analysis_" in every name of a table,
-- constraint and index.
--
-- Instants are UTC. Texts are compared exactly, case, accents and trailing spaces included, whatever the database's own
-- collation is.

CREATE TABLE IF NOT EXISTS analysis_schema_version (
    version          integer      NOT NULL,
    min_code_version integer      NOT NULL,
    script           varchar(200) NOT NULL,
    installed_at     datetime(6)  NOT NULL,
    CONSTRAINT pk_analysis_schema_version PRIMARY KEY (version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS analysis_jobs (
    job_id           char(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    analysis_type    varchar(100) NOT NULL,
    type_version     varchar(100) NOT NULL,
    subject_id       varchar(400) NOT NULL,
    status           varchar(20)  NOT NULL,
    priority         integer      NOT NULL,
    input            longtext     NOT NULL,
    fingerprint      varchar(64)  NOT NULL,
    input_hash       varchar(64)  NOT NULL,
    active_key       varchar(64),
    attempts         integer      NOT NULL,
    max_attempts     integer      NOT NULL,
    operator_retries integer      NOT NULL,
    run_at           datetime(6)  NOT NULL,
    deadline_at      datetime(6)  NOT NULL,
    lease_owner      varchar(200),
    lease_token      bigint       NOT NULL,
    lease_until      datetime(6),
    result_id        char(36)     CHARACTER SET ascii COLLATE ascii_bin,
    failure_code     varchar(40),
    error_message    varchar(2000),
    checkpoint       longtext,
    created_at       datetime(6)  NOT NULL,
    started_at       datetime(6),
    completed_at     datetime(6),
    context          varchar(2000),
    -- Where the job stands in the order of claims: each point of priority is a head start of one minute.
    claim_rank       datetime(6) GENERATED ALWAYS AS (run_at - INTERVAL priority MINUTE) STORED,
    CONSTRAINT pk_analysis_jobs PRIMARY KEY (job_id),
    CONSTRAINT uq_analysis_jobs_active_key UNIQUE (active_key),
    CONSTRAINT ck_analysis_jobs_status
        CHECK (status IN ('pending', 'processing', 'completed', 'failed', 'cancelled')),
    CONSTRAINT ck_analysis_jobs_completed_at
        CHECK ((completed_at IS NOT NULL) = (status IN ('completed', 'failed', 'cancelled'))),
    CONSTRAINT ck_analysis_jobs_lease
        CHECK ((lease_owner IS NOT NULL) = (status = 'processing') AND (lease_until IS NOT NULL) = (status = 'processing')),
    CONSTRAINT ck_analysis_jobs_claimed
        CHECK (status <> 'processing' OR (started_at IS NOT NULL AND attempts >= 1 AND lease_token >= 1)),
    CONSTRAINT ck_analysis_jobs_result
        CHECK ((result_id IS NOT NULL) = (status = 'completed')),
    CONSTRAINT ck_analysis_jobs_failure
        CHECK ((failure_code IS NOT NULL) = (status = 'failed') AND (error_message IS NOT NULL) = (status = 'failed')),
    CONSTRAINT ck_analysis_jobs_failure_code
        CHECK (failure_code REGEXP '^[A-Z]' AND failure_code NOT REGEXP '[^A-Z0-9_]'),
    CONSTRAINT ck_analysis_jobs_error_message
        CHECK (error_message REGEXP '[^[:space:]]'),
    CONSTRAINT ck_analysis_jobs_attempts
        CHECK (attempts BETWEEN 0 AND max_attempts),
    CONSTRAINT ck_analysis_jobs_priority
        CHECK (priority BETWEEN -1000 AND 1000),
    CONSTRAINT ck_analysis_jobs_counters
        CHECK (max_attempts >= 1 AND lease_token >= 0 AND operator_retries >= 0),
    CONSTRAINT ck_analysis_jobs_active_key
        CHECK (active_key IS NULL OR status IN ('pending', 'processing', 'completed')),
    CONSTRAINT ck_analysis_jobs_hashes
        CHECK (CHAR_LENGTH(fingerprint) = 64 AND CHAR_LENGTH(input_hash) = 64
            AND (active_key IS NULL OR CHAR_LENGTH(active_key) = 64)),
    INDEX ix_analysis_jobs_claim (status, analysis_type, claim_rank, job_id, run_at),
    INDEX ix_analysis_jobs_deadline (status, deadline_at),
    INDEX ix_analysis_jobs_processing (status, job_id, analysis_type),
    INDEX ix_analysis_jobs_created (created_at, job_id),
    INDEX ix_analysis_jobs_subject (subject_id, created_at, job_id),
    INDEX ix_analysis_jobs_failed (failure_code, created_at, job_id),
    INDEX ix_analysis_jobs_ended (analysis_type, status, completed_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The output is there: not null, not blank, not the JSON null.
CREATE TABLE IF NOT EXISTS analysis_results (
    result_id     char(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    job_id        char(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    output        longtext     NOT NULL,
    created_at    datetime(6)  NOT NULL,
    attempt       integer      NOT NULL,
    lease_token   bigint       NOT NULL,
    started_at    datetime(6)  NOT NULL,
    request_id    varchar(200),
    http_status   integer,
    finish_reason varchar(200),
    tokens_in     bigint,
    tokens_out    bigint,
    calls         integer      NOT NULL,
    CONSTRAINT pk_analysis_results PRIMARY KEY (result_id),
    CONSTRAINT uq_analysis_results_job UNIQUE (job_id),
    CONSTRAINT uq_analysis_results_pair UNIQUE (job_id, result_id),
    CONSTRAINT fk_analysis_results_job FOREIGN KEY (job_id) REFERENCES analysis_jobs (job_id) ON DELETE CASCADE,
    CONSTRAINT ck_analysis_results_output CHECK (output NOT REGEXP '^[[:space:]]*(null[[:space:]]*)?$'),
    CONSTRAINT ck_analysis_results_attempt CHECK (attempt >= 1 AND lease_token >= 1)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- A completed job refers to its own result and to no other job's. InnoDB deletes no such pair: in the transaction that deletes
-- a completed job, it lets go of its result first (status 'cancelled', result_id and active_key NULL).
SET @add_fk_analysis_jobs_result = IF(
    EXISTS (SELECT 1 FROM information_schema.table_constraints
        WHERE constraint_schema = DATABASE() AND constraint_name = 'fk_analysis_jobs_result'),
    'DO 0',
    'ALTER TABLE analysis_jobs ADD CONSTRAINT fk_analysis_jobs_result FOREIGN KEY (job_id, result_id) REFERENCES analysis_results (job_id, result_id)');
PREPARE add_fk_analysis_jobs_result FROM @add_fk_analysis_jobs_result;
EXECUTE add_fk_analysis_jobs_result;
DEALLOCATE PREPARE add_fk_analysis_jobs_result;

CREATE TABLE IF NOT EXISTS analysis_attempts (
    job_id          char(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    attempt         integer      NOT NULL,
    lease_token     bigint       NOT NULL,
    node            varchar(200) NOT NULL,
    started_at      datetime(6)  NOT NULL,
    ended_at        datetime(6)  NOT NULL,
    outcome         varchar(20)  NOT NULL,
    failure_code    varchar(40)  NOT NULL,
    message         varchar(2000) NOT NULL,
    violations      longtext,
    rejected_output longtext,
    request_id      varchar(200),
    http_status     integer,
    finish_reason   varchar(200),
    tokens_in       bigint,
    tokens_out      bigint,
    calls           integer      NOT NULL,
    CONSTRAINT pk_analysis_attempts PRIMARY KEY (job_id, lease_token),
    CONSTRAINT fk_analysis_attempts_job FOREIGN KEY (job_id) REFERENCES analysis_jobs (job_id) ON DELETE CASCADE,
    CONSTRAINT ck_analysis_attempts_outcome
        CHECK (outcome IN ('retried', 'gave_up', 'put_back', 'lease_expired', 'cancelled', 'found_incomplete')),
    CONSTRAINT ck_analysis_attempts_failure_code
        CHECK (failure_code REGEXP '^[A-Z]' AND failure_code NOT REGEXP '[^A-Z0-9_]'),
    CONSTRAINT ck_analysis_attempts_attempt CHECK (attempt >= 1 AND lease_token >= 1)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- An outbox. A job ends once per start by submit or operator, so it has one notice of a kind for each.
CREATE TABLE IF NOT EXISTS analysis_notices (
    notice_id        char(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind             varchar(40)  NOT NULL,
    job_id           char(36)     CHARACTER SET ascii COLLATE ascii_bin,
    operator_retries integer,
    analysis_type    varchar(100) NOT NULL,
    subject_id       varchar(400),
    failure_code     varchar(40),
    message          varchar(2000),
    state            varchar(20)  NOT NULL,
    deliveries       integer      NOT NULL,
    delivered_to     varchar(4000) NOT NULL,
    last_error       varchar(2000),
    due_at           datetime(6)  NOT NULL,
    created_at       datetime(6)  NOT NULL,
    settled_at       datetime(6),
    CONSTRAINT pk_analysis_notices PRIMARY KEY (notice_id),
    CONSTRAINT uq_analysis_notices_end UNIQUE (job_id, kind, operator_retries),
    CONSTRAINT ck_analysis_notices_kind
        CHECK (kind IN ('JOB_COMPLETED', 'JOB_FAILED', 'RESULT_INCOMPLETE', 'TYPE_PAUSED', 'ALERT_RAISED', 'ALERT_CLEARED')),
    CONSTRAINT ck_analysis_notices_state
        CHECK (state IN ('pending', 'delivered', 'parked')),
    CONSTRAINT ck_analysis_notices_settled_at
        CHECK ((settled_at IS NOT NULL) = (state IN ('delivered', 'parked'))),
    CONSTRAINT ck_analysis_notices_failure
        CHECK ((failure_code IS NULL) = (kind = 'JOB_COMPLETED') AND (message IS NULL) = (kind = 'JOB_COMPLETED')),
    CONSTRAINT ck_analysis_notices_failure_code
        CHECK (failure_code REGEXP '^[A-Z]' AND failure_code NOT REGEXP '[^A-Z0-9_]'),
    CONSTRAINT ck_analysis_notices_deliveries CHECK (deliveries >= 0),
    INDEX ix_analysis_notices_pending (state, created_at, notice_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What the library mended, kept even when the job is deleted.
CREATE TABLE IF NOT EXISTS analysis_repairs (
    repair_id    char(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    job_id       char(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    result_id    char(36)     CHARACTER SET ascii COLLATE ascii_bin,
    event        varchar(40)  NOT NULL,
    node         varchar(200) NOT NULL,
    failure_code varchar(40)  NOT NULL,
    message      varchar(2000) NOT NULL,
    repaired_at  datetime(6)  NOT NULL,
    CONSTRAINT pk_analysis_repairs PRIMARY KEY (repair_id),
    INDEX ix_analysis_repairs_job (job_id),
    INDEX ix_analysis_repairs_repaired (repaired_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- The type '*' stands for all types; no end means until resumed by hand.
CREATE TABLE IF NOT EXISTS analysis_pauses (
    analysis_type varchar(100) NOT NULL,
    reason        varchar(2000) NOT NULL,
    paused_at     datetime(6)  NOT NULL,
    paused_until  datetime(6),
    CONSTRAINT pk_analysis_pauses PRIMARY KEY (analysis_type)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What alerts were raised for, one row for each incident; open until it is cleared.
CREATE TABLE IF NOT EXISTS analysis_alerts (
    alert_rule varchar(40)   NOT NULL,
    alert_key  varchar(100)  NOT NULL,
    message    varchar(2000) NOT NULL,
    raised_at  datetime(6)   NOT NULL,
    seen_at    datetime(6)   NOT NULL,
    cleared_at datetime(6),
    CONSTRAINT pk_analysis_alerts PRIMARY KEY (alert_rule, alert_key)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What is kept of the types that are limited across nodes: when the next start would come if all came evenly. A claim under a
-- limit locks the row of its type.
CREATE TABLE IF NOT EXISTS analysis_limits (
    analysis_type varchar(100) NOT NULL,
    next_at       datetime(6)  NOT NULL,
    CONSTRAINT pk_analysis_limits PRIMARY KEY (analysis_type)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO analysis_schema_version (version, min_code_version, script, installed_at)
    SELECT 1, 1, 'V1__create.sql', UTC_TIMESTAMP(6) FROM DUAL
    WHERE NOT EXISTS (SELECT 1 FROM analysis_schema_version WHERE version = 1);
