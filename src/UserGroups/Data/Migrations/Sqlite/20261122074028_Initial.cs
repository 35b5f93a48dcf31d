using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace UserGroups.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AttemptWindows",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttemptWindows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Budgets",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Benefit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Total = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    Committed = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    Authorised = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    Paid = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Budgets", x => x.Id);
                    table.CheckConstraint("CK_Budgets_Left", "ROUND(CAST([Committed] AS DECIMAL(12,2)) + CAST([Authorised] AS DECIMAL(12,2)) + CAST([Paid] AS DECIMAL(12,2)), 2) <= CAST([Total] AS DECIMAL(12,2))");
                    table.CheckConstraint("CK_Budgets_Parts", "CAST([Committed] AS DECIMAL(12,2)) >= 0 AND CAST([Authorised] AS DECIMAL(12,2)) >= 0 AND CAST([Paid] AS DECIMAL(12,2)) >= 0");
                    table.CheckConstraint("CK_Budgets_Period", "[EndsOn] > [StartsOn]");
                });

            migrationBuilder.CreateTable(
                name: "FormTokens",
                columns: table => new
                {
                    Key = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Result = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormTokens", x => new { x.PersonId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "History",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ActorId = table.Column<long>(type: "INTEGER", nullable: true),
                    Action = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    SubjectType = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    SubjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Details = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    PreviousHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_History", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HistoryHead",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    LastId = table.Column<long>(type: "INTEGER", nullable: false),
                    LastHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HistoryHead", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InboundReports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SignedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Raw = table.Column<byte[]>(type: "BLOB", maxLength: 2097152, nullable: true),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboundReports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Jobs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ClaimedBy = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    ClaimedUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LastStartedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LastEndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LastResult = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    LastFailed = table.Column<bool>(type: "INTEGER", nullable: false),
                    FailuresInARow = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Jobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LinkSecrets",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkSecrets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Logos",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", maxLength: 204800, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Logos", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MailStanding",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Trouble = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Since = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    RetryAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailStanding", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BatchId = table.Column<long>(type: "INTEGER", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Lane = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ToAddress = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    ToKey = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    ToName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 50000, nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    CalendarMethod = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    CalendarText = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    ListId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    UnsubscribePage = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    HasAttachments = table.Column<bool>(type: "INTEGER", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    HasTurn = table.Column<bool>(type: "INTEGER", nullable: false),
                    UselessAfter = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LeasedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LastAnswer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PendingSignUps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PendingSignUps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "People",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", maxLength: 355, nullable: false),
                    Culture = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    DeletedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LockedUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LockLetterAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    PhoneNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "TEXT", precision: 3, nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_People", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Xml = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReferenceCounters",
                columns: table => new
                {
                    Series = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReferenceCounters", x => x.Series);
                });

            migrationBuilder.CreateTable(
                name: "Settings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SuppressedAddresses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    OutboxMessageId = table.Column<long>(type: "INTEGER", nullable: true),
                    Since = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuppressedAddresses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SwagItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Value = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    PerHundred = table.Column<int>(type: "INTEGER", nullable: false),
                    IsOffered = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SwagItems", x => x.Id);
                    table.CheckConstraint("CK_SwagItems_Figures", "CAST([Value] AS DECIMAL(12,2)) >= 0 AND [PerHundred] BETWEEN 0 AND 1000");
                });

            migrationBuilder.CreateTable(
                name: "InboundFacts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    InboundReportId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    OutboxMessageId = table.Column<long>(type: "INTEGER", nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboundFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InboundFacts_InboundReports_InboundReportId",
                        column: x => x.InboundReportId,
                        principalTable: "InboundReports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OutboxAttachments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OutboxMessageId = table.Column<long>(type: "INTEGER", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxAttachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OutboxAttachments_Outbox_OutboxMessageId",
                        column: x => x.OutboxMessageId,
                        principalTable: "Outbox",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AddressChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    OldEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NewEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    OldConfirmedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    NewConfirmedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AddressChanges_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Authenticators",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    ProtectedSecret = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    LastStep = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Authenticators", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Authenticators_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Chapters",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ImportKey = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    SortName = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    SearchName = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CityId = table.Column<int>(type: "INTEGER", nullable: true),
                    CityName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    CountryCode = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Latitude = table.Column<double>(type: "REAL", nullable: true),
                    Longitude = table.Column<double>(type: "REAL", nullable: true),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Focus = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false),
                    Website = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    ExpectedFirstMeetup = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CoOrganizerName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CoOrganizerEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    AppliedById = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ActiveSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ConductVersion = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    ConductAcceptedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Clock_StartedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Clock_DueAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Clock_DaysLeftWhenPaused = table.Column<int>(type: "INTEGER", nullable: true),
                    DecisionReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    DecidedById = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LastEventAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    QuietSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    MemberCount = table.Column<int>(type: "INTEGER", nullable: false),
                    IsTest = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Chapters", x => x.Id);
                    table.CheckConstraint("CK_Chapters_Active", "[State] NOT IN ('Active', 'Dormant', 'Retired') OR [ActiveSince] IS NOT NULL");
                    table.CheckConstraint("CK_Chapters_FourEyes", "[DecidedById] IS NULL OR [AppliedById] IS NULL OR [DecidedById] <> [AppliedById]");
                    table.CheckConstraint("CK_Chapters_MemberCount", "[MemberCount] >= 0");
                    table.CheckConstraint("CK_Chapters_Place", "([Latitude] IS NULL AND [Longitude] IS NULL) OR ([Latitude] BETWEEN -90 AND 90 AND [Longitude] BETWEEN -180 AND 180)");
                    table.CheckConstraint("CK_Chapters_Submitted", "[State] NOT IN ('Submitted', 'ChangesRequested', 'Declined') OR ([SubmittedAt] IS NOT NULL AND [ConductVersion] IS NOT NULL)");
                    table.ForeignKey(
                        name: "FK_Chapters_People_AppliedById",
                        column: x => x.AppliedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Chapters_People_DecidedById",
                        column: x => x.DecidedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Passkeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 900, nullable: false),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_Passkeys_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonalCalendars",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonalCalendars", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonalCalendars_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    ClaimType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClaimValue = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonClaims_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_PersonLogins_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonTokens",
                columns: table => new
                {
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_PersonTokens_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UsedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecoveryCodes_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RoleGrants",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    GrantedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleGrants", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RoleGrants_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    KeyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Stamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Opening = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AwaitsSecondFactor = table.Column<bool>(type: "INTEGER", nullable: false),
                    HasSecondFactor = table.Column<bool>(type: "INTEGER", nullable: false),
                    Browser = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Network = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LastSeenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ProvenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SwagSizes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Stock = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SwagSizes", x => x.Id);
                    table.CheckConstraint("CK_SwagSizes_Stock", "[Stock] >= 0");
                    table.ForeignKey(
                        name: "FK_SwagSizes_SwagItems_ItemId",
                        column: x => x.ItemId,
                        principalTable: "SwagItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OneTimeLinks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UsedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: true),
                    SignUpId = table.Column<long>(type: "INTEGER", nullable: true),
                    AddressChangeId = table.Column<long>(type: "INTEGER", nullable: true),
                    InvitationId = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OneTimeLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OneTimeLinks_AddressChanges_AddressChangeId",
                        column: x => x.AddressChangeId,
                        principalTable: "AddressChanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_OneTimeLinks_Invitations_InvitationId",
                        column: x => x.InvitationId,
                        principalTable: "Invitations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_OneTimeLinks_PendingSignUps_SignUpId",
                        column: x => x.SignUpId,
                        principalTable: "PendingSignUps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_OneTimeLinks_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Announcements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 10000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    WrittenById = table.Column<long>(type: "INTEGER", nullable: false),
                    FormKey = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ReviewedById = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Reached = table.Column<int>(type: "INTEGER", nullable: false),
                    LeftOut = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Announcements", x => x.Id);
                    table.CheckConstraint("CK_Announcements_Sent", "([State] IN ('Sent', 'Paused', 'Stopped') AND [SentAt] IS NOT NULL) OR ([State] NOT IN ('Sent', 'Paused', 'Stopped') AND [SentAt] IS NULL)");
                    table.ForeignKey(
                        name: "FK_Announcements_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Announcements_People_ReviewedById",
                        column: x => x.ReviewedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Announcements_People_WrittenById",
                        column: x => x.WrittenById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChapterCriteria",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Met = table.Column<bool>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    DecidedById = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChapterCriteria", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChapterCriteria_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChapterMembers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    JoinedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LeftAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChapterMembers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChapterMembers_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChapterMembers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Consents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: true),
                    Where = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    WordingVersion = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Proof = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WithdrawnBy = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Consents", x => x.Id);
                    table.CheckConstraint("CK_Consents_Chapter", "([Purpose] = 'ChapterNews' AND [ChapterId] IS NOT NULL) OR ([Purpose] <> 'ChapterNews' AND [ChapterId] IS NULL)");
                    table.ForeignKey(
                        name: "FK_Consents_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Consents_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Events",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ImportKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    SearchWords = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    DurationMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Venue = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    OnlineLink = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    CreatedById = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    CalendarUid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    FormKey = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CapacityInPerson = table.Column<int>(type: "INTEGER", nullable: true),
                    TakenInPerson = table.Column<int>(type: "INTEGER", nullable: false),
                    CeilingInPerson = table.Column<int>(type: "INTEGER", nullable: true),
                    CapacityOnline = table.Column<int>(type: "INTEGER", nullable: true),
                    TakenOnline = table.Column<int>(type: "INTEGER", nullable: false),
                    CeilingOnline = table.Column<int>(type: "INTEGER", nullable: true),
                    SeatTurn = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Events", x => x.Id);
                    table.CheckConstraint("CK_Events_SeatsInPerson", "[TakenInPerson] >= 0 AND ([CeilingInPerson] IS NULL OR [TakenInPerson] <= [CeilingInPerson])");
                    table.CheckConstraint("CK_Events_SeatsOnline", "[TakenOnline] >= 0 AND ([CeilingOnline] IS NULL OR [TakenOnline] <= [CeilingOnline])");
                    table.CheckConstraint("CK_Events_Time", "[EndsAt] > [StartsAt]");
                    table.ForeignKey(
                        name: "FK_Events_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HandOvers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    FromId = table.Column<long>(type: "INTEGER", nullable: true),
                    ToId = table.Column<long>(type: "INTEGER", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Accepted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HandOvers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HandOvers_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HandOvers_People_FromId",
                        column: x => x.FromId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HandOvers_People_ToId",
                        column: x => x.ToId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HealthWarnings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    Before = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    QuietSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HealthWarnings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HealthWarnings_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NextDateWatches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NextDateWatches", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NextDateWatches_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OrganizerInvitations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    InvitedById = table.Column<long>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    AcceptedById = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrganizerInvitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OrganizerInvitations_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_OrganizerInvitations_People_AcceptedById",
                        column: x => x.AcceptedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_OrganizerInvitations_People_InvitedById",
                        column: x => x.InvitedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Organizers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Organizers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Organizers_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Organizers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Vacancies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    MembersUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    AdoptionUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Asked = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Vacancies", x => x.Id);
                    table.CheckConstraint("CK_Vacancies_Order", "[MembersUntil] >= [Since] AND [AdoptionUntil] >= [MembersUntil]");
                    table.ForeignKey(
                        name: "FK_Vacancies_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AnnouncementId = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Deliveries_Announcements_AnnouncementId",
                        column: x => x.AnnouncementId,
                        principalTable: "Announcements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Deliveries_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgendaItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    EventId = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Speaker = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgendaItems", x => x.Id);
                    table.CheckConstraint("CK_AgendaItems_Minutes", "[Minutes] BETWEEN 1 AND 1440");
                    table.ForeignKey(
                        name: "FK_AgendaItems_Events_EventId",
                        column: x => x.EventId,
                        principalTable: "Events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Answers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    EventId = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Guests = table.Column<int>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SeatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WaitingSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    OfferedUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    CheckedInAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WalkedIn = table.Column<bool>(type: "INTEGER", nullable: false),
                    FirstReminderAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    SecondReminderAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Answers", x => x.Id);
                    table.CheckConstraint("CK_Answers_Guests", "[Guests] BETWEEN 0 AND 10");
                    table.ForeignKey(
                        name: "FK_Answers_Events_EventId",
                        column: x => x.EventId,
                        principalTable: "Events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Answers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SponsorshipRequests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    EventId = table.Column<long>(type: "INTEGER", nullable: true),
                    RequestedById = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StateSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Clock_StartedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Clock_DueAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Clock_DaysLeftWhenPaused = table.Column<int>(type: "INTEGER", nullable: true),
                    Headcount = table.Column<int>(type: "INTEGER", nullable: false),
                    Plan = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ChangeFields = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    ChangeReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    DecidedById = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    OverrideReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    OfferEndsAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AcceptedById = table.Column<long>(type: "INTEGER", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    WithdrawnFrom = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    RemindedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ReportLetters = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Typed = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SponsorshipRequests", x => x.Id);
                    table.CheckConstraint("CK_SponsorshipRequests_Decided", "[State] NOT IN ('Decided', 'Accepted', 'InFulfilment', 'AwaitingReport', 'ReportSubmitted', 'Closed', 'Declined') OR [DecidedById] IS NOT NULL");
                    table.CheckConstraint("CK_SponsorshipRequests_FourEyes", "[DecidedById] IS NULL OR [DecidedById] <> [RequestedById]");
                    table.CheckConstraint("CK_SponsorshipRequests_Headcount", "[Headcount] BETWEEN 0 AND 100000");
                    table.CheckConstraint("CK_SponsorshipRequests_Reference", "[State] = 'Draft' OR ([Reference] IS NOT NULL AND [SubmittedAt] IS NOT NULL)");
                    table.ForeignKey(
                        name: "FK_SponsorshipRequests_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SponsorshipRequests_Events_EventId",
                        column: x => x.EventId,
                        principalTable: "Events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SponsorshipRequests_People_AcceptedById",
                        column: x => x.AcceptedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SponsorshipRequests_People_DecidedById",
                        column: x => x.DecidedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SponsorshipRequests_People_RequestedById",
                        column: x => x.RequestedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AnswerLinks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AnswerId = table.Column<long>(type: "INTEGER", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnswerLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AnswerLinks_Answers_AnswerId",
                        column: x => x.AnswerId,
                        principalTable: "Answers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BenefitLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RequestId = table.Column<long>(type: "INTEGER", nullable: false),
                    Benefit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Asked = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    Details = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Granted = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    DecidedById = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    BegunAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    FulfilledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    FulfilledById = table.Column<long>(type: "INTEGER", nullable: true),
                    FulfilmentNote = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    VoidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    VoidReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    BudgetId = table.Column<long>(type: "INTEGER", nullable: true),
                    Committed = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    Authorised = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    Paid = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BenefitLines", x => x.Id);
                    table.CheckConstraint("CK_BenefitLines_Asked", "CAST([Asked] AS DECIMAL(12,2)) > 0 AND CAST([Asked] AS DECIMAL(12,2)) <= CASE [Benefit] WHEN 'Stipend' THEN 250.00 WHEN 'Promotion' THEN 1 WHEN 'Licence' THEN 500 ELSE 1000 END");
                    table.CheckConstraint("CK_BenefitLines_Decided", "[State] = 'Asked' OR ([Decision] IS NOT NULL AND [Granted] IS NOT NULL AND [DecidedById] IS NOT NULL)");
                    table.CheckConstraint("CK_BenefitLines_FourEyes", "[Benefit] <> 'Stipend' OR [FulfilledById] IS NULL OR [FulfilledById] <> [DecidedById]");
                    table.CheckConstraint("CK_BenefitLines_Granted", "[Granted] IS NULL OR (CAST([Granted] AS DECIMAL(12,2)) >= 0 AND CAST([Granted] AS DECIMAL(12,2)) <= CAST([Asked] AS DECIMAL(12,2)))");
                    table.CheckConstraint("CK_BenefitLines_Held", "CAST([Committed] AS DECIMAL(12,2)) >= 0 AND CAST([Authorised] AS DECIMAL(12,2)) >= 0 AND CAST([Paid] AS DECIMAL(12,2)) >= 0 AND ROUND(CAST([Committed] AS DECIMAL(12,2)) + CAST([Authorised] AS DECIMAL(12,2)) + CAST([Paid] AS DECIMAL(12,2)), 2) <= CASE WHEN [Granted] IS NULL THEN 0 ELSE CAST([Granted] AS DECIMAL(12,2)) END");
                    table.ForeignKey(
                        name: "FK_BenefitLines_Budgets_BudgetId",
                        column: x => x.BudgetId,
                        principalTable: "Budgets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BenefitLines_People_DecidedById",
                        column: x => x.DecidedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BenefitLines_People_FulfilledById",
                        column: x => x.FulfilledById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BenefitLines_SponsorshipRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "SponsorshipRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestNotes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RequestId = table.Column<long>(type: "INTEGER", nullable: false),
                    AuthorId = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    IsForStaff = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RequestNotes_People_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RequestNotes_SponsorshipRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "SponsorshipRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SponsorshipReports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RequestId = table.Column<long>(type: "INTEGER", nullable: false),
                    Attendance = table.Column<int>(type: "INTEGER", nullable: false),
                    WhatWorked = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Spent = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    SpentOn = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    SubmittedById = table.Column<long>(type: "INTEGER", nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SponsorshipReports", x => x.Id);
                    table.CheckConstraint("CK_SponsorshipReports_Attendance", "[Attendance] BETWEEN 0 AND 100000");
                    table.CheckConstraint("CK_SponsorshipReports_Spent", "CAST([Spent] AS DECIMAL(12,2)) BETWEEN 0 AND 100000");
                    table.ForeignKey(
                        name: "FK_SponsorshipReports_People_SubmittedById",
                        column: x => x.SubmittedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SponsorshipReports_SponsorshipRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "SponsorshipRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BlogPosts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LineId = table.Column<long>(type: "INTEGER", nullable: false),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    EventId = table.Column<long>(type: "INTEGER", nullable: true),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    Suggestion = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    SuggestedById = table.Column<long>(type: "INTEGER", nullable: true),
                    SuggestedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    PublishAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ScheduledById = table.Column<long>(type: "INTEGER", nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    PublishedById = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BlogPosts", x => x.Id);
                    table.CheckConstraint("CK_BlogPosts_Published", "[State] <> 'Published' OR [PublishedAt] IS NOT NULL");
                    table.CheckConstraint("CK_BlogPosts_Scheduled", "[State] <> 'Scheduled' OR [PublishAt] IS NOT NULL");
                    table.ForeignKey(
                        name: "FK_BlogPosts_BenefitLines_LineId",
                        column: x => x.LineId,
                        principalTable: "BenefitLines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BlogPosts_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BlogPosts_Events_EventId",
                        column: x => x.EventId,
                        principalTable: "Events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BlogPosts_People_PublishedById",
                        column: x => x.PublishedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BlogPosts_People_ScheduledById",
                        column: x => x.ScheduledById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BlogPosts_People_SuggestedById",
                        column: x => x.SuggestedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LicenceKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Product = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    SealedKey = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    KeyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Seats = table.Column<int>(type: "INTEGER", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LineId = table.Column<long>(type: "INTEGER", nullable: true),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: true),
                    GrantedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    GrantedById = table.Column<long>(type: "INTEGER", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    RevokedById = table.Column<long>(type: "INTEGER", nullable: true),
                    RevokeReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LicenceKeys", x => x.Id);
                    table.CheckConstraint("CK_LicenceKeys_Free", "([State] = 'Free' AND [LineId] IS NULL AND [ChapterId] IS NULL AND [EndsAt] IS NULL) OR ([State] <> 'Free' AND [LineId] IS NOT NULL AND [ChapterId] IS NOT NULL AND [EndsAt] IS NOT NULL)");
                    table.CheckConstraint("CK_LicenceKeys_Seats", "[Seats] BETWEEN 1 AND 10000");
                    table.ForeignKey(
                        name: "FK_LicenceKeys_BenefitLines_LineId",
                        column: x => x.LineId,
                        principalTable: "BenefitLines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LicenceKeys_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LicenceKeys_People_GrantedById",
                        column: x => x.GrantedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LicenceKeys_People_RevokedById",
                        column: x => x.RevokedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ParcelAddresses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LineId = table.Column<long>(type: "INTEGER", nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Street = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Postcode = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    City = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CountryCode = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ChangedById = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ErasedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ParcelAddresses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ParcelAddresses_BenefitLines_LineId",
                        column: x => x.LineId,
                        principalTable: "BenefitLines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ParcelAddresses_People_ChangedById",
                        column: x => x.ChangedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Parcels",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LineId = table.Column<long>(type: "INTEGER", nullable: false),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReservedById = table.Column<long>(type: "INTEGER", nullable: false),
                    ReservedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    PackedById = table.Column<long>(type: "INTEGER", nullable: true),
                    PackedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ShippedById = table.Column<long>(type: "INTEGER", nullable: true),
                    ShippedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Carrier = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Tracking = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    DeclaredValue = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Parcels", x => x.Id);
                    table.CheckConstraint("CK_Parcels_Packed", "[State] NOT IN ('Packed', 'Shipped', 'Received', 'Lost', 'Returned') OR [PackedAt] IS NOT NULL");
                    table.CheckConstraint("CK_Parcels_Shipped", "[State] NOT IN ('Shipped', 'Received', 'Lost', 'Returned') OR ([ShippedAt] IS NOT NULL AND CAST([DeclaredValue] AS DECIMAL(12,2)) >= 0)");
                    table.ForeignKey(
                        name: "FK_Parcels_BenefitLines_LineId",
                        column: x => x.LineId,
                        principalTable: "BenefitLines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Parcels_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Parcels_People_PackedById",
                        column: x => x.PackedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Parcels_People_ReservedById",
                        column: x => x.ReservedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Parcels_People_ShippedById",
                        column: x => x.ShippedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Payments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LineId = table.Column<long>(type: "INTEGER", nullable: false),
                    ChapterId = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestedById = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedById = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Amount = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: false),
                    PayeeName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PayeeAddress = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    AuthorisedById = table.Column<long>(type: "INTEGER", nullable: true),
                    AuthorisedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ScheduledFor = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    SentById = table.Column<long>(type: "INTEGER", nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    SettledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ReplacesId = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Payments", x => x.Id);
                    table.CheckConstraint("CK_Payments_Amount", "CAST([Amount] AS DECIMAL(12,2)) > 0 AND CAST([Amount] AS DECIMAL(12,2)) <= 250.00");
                    table.CheckConstraint("CK_Payments_Authorised", "[State] NOT IN ('Authorised', 'Scheduled', 'Sent', 'Paid', 'Failed', 'Reconciled') OR [AuthorisedById] IS NOT NULL");
                    table.CheckConstraint("CK_Payments_Authoriser", "[AuthorisedById] IS NULL OR ([AuthorisedById] <> [RequestedById] AND [AuthorisedById] <> [DecidedById])");
                    table.CheckConstraint("CK_Payments_Payer", "[SentById] IS NULL OR ([SentById] <> [RequestedById] AND [SentById] <> [DecidedById])");
                    table.CheckConstraint("CK_Payments_Sent", "[State] NOT IN ('Sent', 'Paid', 'Failed', 'Reconciled') OR ([SentById] IS NOT NULL AND [Number] IS NOT NULL AND [Method] IS NOT NULL)");
                    table.ForeignKey(
                        name: "FK_Payments_BenefitLines_LineId",
                        column: x => x.LineId,
                        principalTable: "BenefitLines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Payments_Chapters_ChapterId",
                        column: x => x.ChapterId,
                        principalTable: "Chapters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Payments_Payments_ReplacesId",
                        column: x => x.ReplacesId,
                        principalTable: "Payments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Payments_People_AuthorisedById",
                        column: x => x.AuthorisedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Payments_People_DecidedById",
                        column: x => x.DecidedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Payments_People_RequestedById",
                        column: x => x.RequestedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Payments_People_SentById",
                        column: x => x.SentById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ParcelItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ParcelId = table.Column<long>(type: "INTEGER", nullable: false),
                    SizeId = table.Column<long>(type: "INTEGER", nullable: false),
                    Pieces = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ParcelItems", x => x.Id);
                    table.CheckConstraint("CK_ParcelItems_Pieces", "[Pieces] > 0");
                    table.ForeignKey(
                        name: "FK_ParcelItems_Parcels_ParcelId",
                        column: x => x.ParcelId,
                        principalTable: "Parcels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ParcelItems_SwagSizes_SizeId",
                        column: x => x.SizeId,
                        principalTable: "SwagSizes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StockMovements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SizeId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Pieces = table.Column<int>(type: "INTEGER", nullable: false),
                    ParcelId = table.Column<long>(type: "INTEGER", nullable: true),
                    ActorId = table.Column<long>(type: "INTEGER", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    FormKey = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StockMovements", x => x.Id);
                    table.CheckConstraint("CK_StockMovements_Pieces", "[Pieces] <> 0");
                    table.ForeignKey(
                        name: "FK_StockMovements_Parcels_ParcelId",
                        column: x => x.ParcelId,
                        principalTable: "Parcels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StockMovements_People_ActorId",
                        column: x => x.ActorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StockMovements_SwagSizes_SizeId",
                        column: x => x.SizeId,
                        principalTable: "SwagSizes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "HistoryHead",
                columns: new[] { "Id", "LastHash", "LastId" },
                values: new object[] { 1, "0000000000000000000000000000000000000000000000000000000000000000", 0L });

            migrationBuilder.CreateIndex(
                name: "IX_AddressChanges_PersonId",
                table: "AddressChanges",
                column: "PersonId",
                unique: true,
                filter: "[EndedAt] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AgendaItems_EventId_Position",
                table: "AgendaItems",
                columns: new[] { "EventId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_ChapterId_SentAt_Id",
                table: "Announcements",
                columns: new[] { "ChapterId", "SentAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_ChapterId_Slug",
                table: "Announcements",
                columns: new[] { "ChapterId", "Slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_ChapterId_UpdatedAt_Id",
                table: "Announcements",
                columns: new[] { "ChapterId", "UpdatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_FormKey",
                table: "Announcements",
                column: "FormKey",
                unique: true,
                filter: "[FormKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_OneWaiting",
                table: "Announcements",
                column: "ChapterId",
                unique: true,
                filter: "[State] = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_ReviewedById",
                table: "Announcements",
                column: "ReviewedById");

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_State_SentAt_Id",
                table: "Announcements",
                columns: new[] { "State", "SentAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_State_UpdatedAt_Id",
                table: "Announcements",
                columns: new[] { "State", "UpdatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Announcements_WrittenById",
                table: "Announcements",
                column: "WrittenById");

            migrationBuilder.CreateIndex(
                name: "IX_AnswerLinks_AnswerId",
                table: "AnswerLinks",
                column: "AnswerId");

            migrationBuilder.CreateIndex(
                name: "IX_AnswerLinks_TokenHash",
                table: "AnswerLinks",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Answers_EventId_NormalizedEmail",
                table: "Answers",
                columns: new[] { "EventId", "NormalizedEmail" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Answers_EventId_PersonId",
                table: "Answers",
                columns: new[] { "EventId", "PersonId" },
                unique: true,
                filter: "[PersonId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Answers_EventId_State_WaitingSince_Id",
                table: "Answers",
                columns: new[] { "EventId", "State", "WaitingSince", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Answers_PersonId_State",
                table: "Answers",
                columns: new[] { "PersonId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Answers_State_OfferedUntil",
                table: "Answers",
                columns: new[] { "State", "OfferedUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_AttemptWindows_EndsAt",
                table: "AttemptWindows",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_AttemptWindows_Key",
                table: "AttemptWindows",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Authenticators_PersonId",
                table: "Authenticators",
                column: "PersonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BenefitLines_Benefit_State_AcceptedAt_Id",
                table: "BenefitLines",
                columns: new[] { "Benefit", "State", "AcceptedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BenefitLines_BudgetId",
                table: "BenefitLines",
                column: "BudgetId");

            migrationBuilder.CreateIndex(
                name: "IX_BenefitLines_DecidedById",
                table: "BenefitLines",
                column: "DecidedById");

            migrationBuilder.CreateIndex(
                name: "IX_BenefitLines_FulfilledById",
                table: "BenefitLines",
                column: "FulfilledById");

            migrationBuilder.CreateIndex(
                name: "IX_BenefitLines_RequestId_Benefit",
                table: "BenefitLines",
                columns: new[] { "RequestId", "Benefit" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_ChapterId",
                table: "BlogPosts",
                column: "ChapterId");

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_EventId",
                table: "BlogPosts",
                column: "EventId");

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_OneForALine",
                table: "BlogPosts",
                column: "LineId",
                unique: true,
                filter: "[State] <> 'Withdrawn'");

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_PublishedById",
                table: "BlogPosts",
                column: "PublishedById");

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_ScheduledById",
                table: "BlogPosts",
                column: "ScheduledById");

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_Slug",
                table: "BlogPosts",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_State_CreatedAt_Id",
                table: "BlogPosts",
                columns: new[] { "State", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_State_PublishAt",
                table: "BlogPosts",
                columns: new[] { "State", "PublishAt" });

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_State_PublishedAt_Id",
                table: "BlogPosts",
                columns: new[] { "State", "PublishedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BlogPosts_SuggestedById",
                table: "BlogPosts",
                column: "SuggestedById");

            migrationBuilder.CreateIndex(
                name: "IX_Budgets_Region_Benefit_StartsOn",
                table: "Budgets",
                columns: new[] { "Region", "Benefit", "StartsOn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Budgets_StartsOn_Id",
                table: "Budgets",
                columns: new[] { "StartsOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ChapterCriteria_ChapterId_Key",
                table: "ChapterCriteria",
                columns: new[] { "ChapterId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChapterMembers_ChapterId_PersonId",
                table: "ChapterMembers",
                columns: new[] { "ChapterId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChapterMembers_PersonId_Id",
                table: "ChapterMembers",
                columns: new[] { "PersonId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_AppliedById",
                table: "Chapters",
                column: "AppliedById");

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_Clock_DueAt",
                table: "Chapters",
                column: "Clock_DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_CountryCode_SortName_Id",
                table: "Chapters",
                columns: new[] { "CountryCode", "SortName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_DecidedById",
                table: "Chapters",
                column: "DecidedById");

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_Directory",
                table: "Chapters",
                columns: new[] { "SortName", "Id", "State", "IsTest", "Language", "LastEventAt", "SearchName" });

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_ImportKey",
                table: "Chapters",
                column: "ImportKey",
                unique: true,
                filter: "[ImportKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_Latitude_Longitude",
                table: "Chapters",
                columns: new[] { "Latitude", "Longitude" });

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_OneDraft",
                table: "Chapters",
                column: "AppliedById",
                unique: true,
                filter: "[State] = 'Draft' AND [AppliedById] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_Slug",
                table: "Chapters",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Chapters_State_QuietSince",
                table: "Chapters",
                columns: new[] { "State", "QuietSince" });

            migrationBuilder.CreateIndex(
                name: "IX_Consents_ChapterId_PersonId",
                table: "Consents",
                columns: new[] { "ChapterId", "PersonId" },
                unique: true,
                filter: "[WithdrawnAt] IS NULL AND [ChapterId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_PersonId_Id",
                table: "Consents",
                columns: new[] { "PersonId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Consents_PersonId_Purpose",
                table: "Consents",
                columns: new[] { "PersonId", "Purpose" },
                unique: true,
                filter: "[WithdrawnAt] IS NULL AND [ChapterId] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_AnnouncementId_Address",
                table: "Deliveries",
                columns: new[] { "AnnouncementId", "Address" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_PersonId",
                table: "Deliveries",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Events_ChapterId_PublishedAt_Id",
                table: "Events",
                columns: new[] { "ChapterId", "PublishedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_ChapterId_StartsAt_Id",
                table: "Events",
                columns: new[] { "ChapterId", "StartsAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_ChapterId_State_StartsAt_Id",
                table: "Events",
                columns: new[] { "ChapterId", "State", "StartsAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_FormKey",
                table: "Events",
                column: "FormKey",
                unique: true,
                filter: "[FormKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Events_ImportKey",
                table: "Events",
                column: "ImportKey",
                unique: true,
                filter: "[ImportKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Events_Slug",
                table: "Events",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Events_StartsAt_Id",
                table: "Events",
                columns: new[] { "StartsAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_Upcoming",
                table: "Events",
                columns: new[] { "State", "StartsAt", "Id", "EndsAt", "Mode", "ChapterId", "SearchWords" });

            migrationBuilder.CreateIndex(
                name: "IX_FormTokens_CreatedAt",
                table: "FormTokens",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_ChapterId_ToId",
                table: "HandOvers",
                columns: new[] { "ChapterId", "ToId" },
                unique: true,
                filter: "[EndedAt] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_FromId",
                table: "HandOvers",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_OneNomination",
                table: "HandOvers",
                column: "ChapterId",
                unique: true,
                filter: "[EndedAt] IS NULL AND [FromId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_ToId",
                table: "HandOvers",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_HealthWarnings_ChapterId_Before_QuietSince",
                table: "HealthWarnings",
                columns: new[] { "ChapterId", "Before", "QuietSince" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_History_ActorId_Id",
                table: "History",
                columns: new[] { "ActorId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_History_SubjectType_Id",
                table: "History",
                columns: new[] { "SubjectType", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_History_SubjectType_SubjectId_Id",
                table: "History",
                columns: new[] { "SubjectType", "SubjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_InboundFacts_Address_Kind_At",
                table: "InboundFacts",
                columns: new[] { "Address", "Kind", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_InboundFacts_InboundReportId",
                table: "InboundFacts",
                column: "InboundReportId");

            migrationBuilder.CreateIndex(
                name: "IX_InboundFacts_OutboxMessageId",
                table: "InboundFacts",
                column: "OutboxMessageId");

            migrationBuilder.CreateIndex(
                name: "IX_InboundReports_Kind_Id",
                table: "InboundReports",
                columns: new[] { "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_InboundReports_ReceivedAt",
                table: "InboundReports",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_InboundReports_Sha256",
                table: "InboundReports",
                column: "Sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_Everywhere",
                table: "Invitations",
                columns: new[] { "NormalizedEmail", "Role" },
                unique: true,
                filter: "[EndedAt] IS NULL AND [Region] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_NormalizedEmail_Role_Region",
                table: "Invitations",
                columns: new[] { "NormalizedEmail", "Role", "Region" },
                unique: true,
                filter: "[EndedAt] IS NULL AND [Region] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Name",
                table: "Jobs",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LicenceKeys_ChapterId_State",
                table: "LicenceKeys",
                columns: new[] { "ChapterId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceKeys_GrantedById",
                table: "LicenceKeys",
                column: "GrantedById");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceKeys_KeyHash",
                table: "LicenceKeys",
                column: "KeyHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LicenceKeys_OneForALine",
                table: "LicenceKeys",
                column: "LineId",
                unique: true,
                filter: "[State] = 'Granted'");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceKeys_Product_State_Id",
                table: "LicenceKeys",
                columns: new[] { "Product", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceKeys_RevokedById",
                table: "LicenceKeys",
                column: "RevokedById");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceKeys_State_LineId",
                table: "LicenceKeys",
                columns: new[] { "State", "LineId" });

            migrationBuilder.CreateIndex(
                name: "IX_Logos_Hash",
                table: "Logos",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NextDateWatches_ChapterId_NormalizedEmail",
                table: "NextDateWatches",
                columns: new[] { "ChapterId", "NormalizedEmail" },
                unique: true,
                filter: "[EndedAt] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_NextDateWatches_CreatedAt",
                table: "NextDateWatches",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_NextDateWatches_TokenHash",
                table: "NextDateWatches",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeLinks_AddressChangeId",
                table: "OneTimeLinks",
                column: "AddressChangeId");

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeLinks_ExpiresAt",
                table: "OneTimeLinks",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeLinks_InvitationId",
                table: "OneTimeLinks",
                column: "InvitationId");

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeLinks_PersonId",
                table: "OneTimeLinks",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeLinks_SignUpId",
                table: "OneTimeLinks",
                column: "SignUpId");

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeLinks_TokenHash",
                table: "OneTimeLinks",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrganizerInvitations_AcceptedById",
                table: "OrganizerInvitations",
                column: "AcceptedById");

            migrationBuilder.CreateIndex(
                name: "IX_OrganizerInvitations_ChapterId_NormalizedEmail",
                table: "OrganizerInvitations",
                columns: new[] { "ChapterId", "NormalizedEmail" },
                unique: true,
                filter: "[EndedAt] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OrganizerInvitations_InvitedById",
                table: "OrganizerInvitations",
                column: "InvitedById");

            migrationBuilder.CreateIndex(
                name: "IX_OrganizerInvitations_TokenHash",
                table: "OrganizerInvitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Organizers_ChapterId_PersonId",
                table: "Organizers",
                columns: new[] { "ChapterId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Organizers_OneLead",
                table: "Organizers",
                column: "ChapterId",
                unique: true,
                filter: "[Role] = 'Lead'");

            migrationBuilder.CreateIndex(
                name: "IX_Organizers_PersonId",
                table: "Organizers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_BatchId_State",
                table: "Outbox",
                columns: new[] { "BatchId", "State" },
                filter: "[BatchId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Due",
                table: "Outbox",
                columns: new[] { "Lane", "NextTryAt", "Id" },
                filter: "[State] = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_EndedAt",
                table: "Outbox",
                column: "EndedAt",
                filter: "[EndedAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Kind_Id",
                table: "Outbox",
                columns: new[] { "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Lane_Id",
                table: "Outbox",
                columns: new[] { "Lane", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Leases",
                table: "Outbox",
                columns: new[] { "LeasedBy", "LeasedUntil" },
                filter: "[State] = 'Sending'");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_MessageId",
                table: "Outbox",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_State_Id",
                table: "Outbox",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_ToKey_Id",
                table: "Outbox",
                columns: new[] { "ToKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxAttachments_OutboxMessageId",
                table: "OutboxAttachments",
                column: "OutboxMessageId");

            migrationBuilder.CreateIndex(
                name: "IX_ParcelAddresses_ChangedById",
                table: "ParcelAddresses",
                column: "ChangedById");

            migrationBuilder.CreateIndex(
                name: "IX_ParcelAddresses_LineId",
                table: "ParcelAddresses",
                column: "LineId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ParcelItems_ParcelId_SizeId",
                table: "ParcelItems",
                columns: new[] { "ParcelId", "SizeId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ParcelItems_SizeId",
                table: "ParcelItems",
                column: "SizeId");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_ChapterId",
                table: "Parcels",
                column: "ChapterId");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_EndedAt_Id",
                table: "Parcels",
                columns: new[] { "EndedAt", "Id" },
                filter: "[EndedAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_OneForALine",
                table: "Parcels",
                column: "LineId",
                unique: true,
                filter: "[State] <> 'Cancelled' AND [State] <> 'Returned'");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_PackedById",
                table: "Parcels",
                column: "PackedById");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_ReservedById",
                table: "Parcels",
                column: "ReservedById");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_ShippedById",
                table: "Parcels",
                column: "ShippedById");

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_State_EndedAt",
                table: "Parcels",
                columns: new[] { "State", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Parcels_State_ReservedAt_Id",
                table: "Parcels",
                columns: new[] { "State", "ReservedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Passkeys_UserId",
                table: "Passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_AuthorisedById",
                table: "Payments",
                column: "AuthorisedById");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_ChapterId",
                table: "Payments",
                column: "ChapterId");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_DecidedById",
                table: "Payments",
                column: "DecidedById");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_Method_CreatedAt_Id",
                table: "Payments",
                columns: new[] { "Method", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_Method_Number",
                table: "Payments",
                columns: new[] { "Method", "Number" },
                unique: true,
                filter: "[Number] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_OneForALine",
                table: "Payments",
                column: "LineId",
                unique: true,
                filter: "[State] <> 'Void'");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_ReplacesId",
                table: "Payments",
                column: "ReplacesId",
                unique: true,
                filter: "[ReplacesId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_RequestedById",
                table: "Payments",
                column: "RequestedById");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_SentById",
                table: "Payments",
                column: "SentById");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_State_CreatedAt_Id",
                table: "Payments",
                columns: new[] { "State", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PendingSignUps_CreatedAt",
                table: "PendingSignUps",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "People",
                column: "NormalizedEmail",
                unique: true,
                filter: "[NormalizedEmail] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "People",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonalCalendars_PersonId",
                table: "PersonalCalendars",
                column: "PersonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonalCalendars_TokenHash",
                table: "PersonalCalendars",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonClaims_UserId",
                table: "PersonClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_PersonLogins_UserId",
                table: "PersonLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_ProtectionKeys_Name",
                table: "ProtectionKeys",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryCodes_PersonId_Hash",
                table: "RecoveryCodes",
                columns: new[] { "PersonId", "Hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RequestNotes_AuthorId",
                table: "RequestNotes",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestNotes_RequestId_Id",
                table: "RequestNotes",
                columns: new[] { "RequestId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_Everywhere",
                table: "RoleGrants",
                columns: new[] { "PersonId", "Role" },
                unique: true,
                filter: "[Region] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_PersonId_Role_Region",
                table: "RoleGrants",
                columns: new[] { "PersonId", "Role", "Region" },
                unique: true,
                filter: "[Region] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_ExpiresAt",
                table: "Sessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_KeyHash",
                table: "Sessions",
                column: "KeyHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_PersonId_Id",
                table: "Sessions",
                columns: new[] { "PersonId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Settings_Key",
                table: "Settings",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipReports_RequestId",
                table: "SponsorshipReports",
                column: "RequestId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipReports_SubmittedById",
                table: "SponsorshipReports",
                column: "SubmittedById");

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_AcceptedById",
                table: "SponsorshipRequests",
                column: "AcceptedById");

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_ChapterId_Id",
                table: "SponsorshipRequests",
                columns: new[] { "ChapterId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_Clock_DueAt",
                table: "SponsorshipRequests",
                column: "Clock_DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_DecidedById",
                table: "SponsorshipRequests",
                column: "DecidedById");

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_EndedAt_Id",
                table: "SponsorshipRequests",
                columns: new[] { "EndedAt", "Id" },
                filter: "[EndedAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_OneActiveForAnEvent",
                table: "SponsorshipRequests",
                column: "EventId",
                unique: true,
                filter: "[EventId] IS NOT NULL AND [State] <> 'Declined' AND [State] <> 'Withdrawn' AND [State] <> 'Expired' AND [State] <> 'Cancelled'");

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_OneOpenOfAChapter",
                table: "SponsorshipRequests",
                column: "ChapterId",
                unique: true,
                filter: "[EventId] IS NULL AND [State] IN ('Draft', 'Submitted', 'ChangesRequested')");

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_Reference",
                table: "SponsorshipRequests",
                column: "Reference",
                unique: true,
                filter: "[Reference] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_RequestedById_Id",
                table: "SponsorshipRequests",
                columns: new[] { "RequestedById", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_SponsorshipRequests_State_StateSince_Id",
                table: "SponsorshipRequests",
                columns: new[] { "State", "StateSince", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_ActorId",
                table: "StockMovements",
                column: "ActorId");

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_FormKey",
                table: "StockMovements",
                column: "FormKey",
                unique: true,
                filter: "[FormKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_ParcelId",
                table: "StockMovements",
                column: "ParcelId");

            migrationBuilder.CreateIndex(
                name: "IX_StockMovements_SizeId_Id",
                table: "StockMovements",
                columns: new[] { "SizeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_SuppressedAddresses_Address",
                table: "SuppressedAddresses",
                column: "Address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SwagItems_Name",
                table: "SwagItems",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SwagSizes_ItemId_Name",
                table: "SwagSizes",
                columns: new[] { "ItemId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Vacancies_EndedAt_Since_Id",
                table: "Vacancies",
                columns: new[] { "EndedAt", "Since", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Vacancies_OneOpen",
                table: "Vacancies",
                column: "ChapterId",
                unique: true,
                filter: "[EndedAt] IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgendaItems");

            migrationBuilder.DropTable(
                name: "AnswerLinks");

            migrationBuilder.DropTable(
                name: "AttemptWindows");

            migrationBuilder.DropTable(
                name: "Authenticators");

            migrationBuilder.DropTable(
                name: "BlogPosts");

            migrationBuilder.DropTable(
                name: "ChapterCriteria");

            migrationBuilder.DropTable(
                name: "ChapterMembers");

            migrationBuilder.DropTable(
                name: "Consents");

            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "FormTokens");

            migrationBuilder.DropTable(
                name: "HandOvers");

            migrationBuilder.DropTable(
                name: "HealthWarnings");

            migrationBuilder.DropTable(
                name: "History");

            migrationBuilder.DropTable(
                name: "HistoryHead");

            migrationBuilder.DropTable(
                name: "InboundFacts");

            migrationBuilder.DropTable(
                name: "Jobs");

            migrationBuilder.DropTable(
                name: "LicenceKeys");

            migrationBuilder.DropTable(
                name: "LinkSecrets");

            migrationBuilder.DropTable(
                name: "Logos");

            migrationBuilder.DropTable(
                name: "MailStanding");

            migrationBuilder.DropTable(
                name: "NextDateWatches");

            migrationBuilder.DropTable(
                name: "OneTimeLinks");

            migrationBuilder.DropTable(
                name: "OrganizerInvitations");

            migrationBuilder.DropTable(
                name: "Organizers");

            migrationBuilder.DropTable(
                name: "OutboxAttachments");

            migrationBuilder.DropTable(
                name: "ParcelAddresses");

            migrationBuilder.DropTable(
                name: "ParcelItems");

            migrationBuilder.DropTable(
                name: "Passkeys");

            migrationBuilder.DropTable(
                name: "Payments");

            migrationBuilder.DropTable(
                name: "PersonalCalendars");

            migrationBuilder.DropTable(
                name: "PersonClaims");

            migrationBuilder.DropTable(
                name: "PersonLogins");

            migrationBuilder.DropTable(
                name: "PersonTokens");

            migrationBuilder.DropTable(
                name: "ProtectionKeys");

            migrationBuilder.DropTable(
                name: "RecoveryCodes");

            migrationBuilder.DropTable(
                name: "ReferenceCounters");

            migrationBuilder.DropTable(
                name: "RequestNotes");

            migrationBuilder.DropTable(
                name: "RoleGrants");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "Settings");

            migrationBuilder.DropTable(
                name: "SponsorshipReports");

            migrationBuilder.DropTable(
                name: "StockMovements");

            migrationBuilder.DropTable(
                name: "SuppressedAddresses");

            migrationBuilder.DropTable(
                name: "Vacancies");

            migrationBuilder.DropTable(
                name: "Answers");

            migrationBuilder.DropTable(
                name: "Announcements");

            migrationBuilder.DropTable(
                name: "InboundReports");

            migrationBuilder.DropTable(
                name: "AddressChanges");

            migrationBuilder.DropTable(
                name: "Invitations");

            migrationBuilder.DropTable(
                name: "PendingSignUps");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "Parcels");

            migrationBuilder.DropTable(
                name: "SwagSizes");

            migrationBuilder.DropTable(
                name: "BenefitLines");

            migrationBuilder.DropTable(
                name: "SwagItems");

            migrationBuilder.DropTable(
                name: "Budgets");

            migrationBuilder.DropTable(
                name: "SponsorshipRequests");

            migrationBuilder.DropTable(
                name: "Events");

            migrationBuilder.DropTable(
                name: "Chapters");

            migrationBuilder.DropTable(
                name: "People");
        }
    }
}
