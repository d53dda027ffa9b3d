using System.Text.Json.Serialization;
using Sekisho.Commands;
using Sekisho.Commands.Account;
using Sekisho.Commands.Archive;
using Sekisho.Commands.Auth;
using Sekisho.Commands.BlastRadius;
using Sekisho.Commands.Credential;
using Sekisho.Commands.Detect;
using Sekisho.Commands.Doctor;
using Sekisho.Commands.Inspect;
using Sekisho.Commands.Learned;
using Sekisho.Commands.Ledger;
using Sekisho.Commands.Person;
using Sekisho.Commands.Reports;
using Sekisho.Commands.Rules;
using Sekisho.Commands.Send;
using Sekisho.Commands.Tenant;
using Sekisho.Commands.Up;
using Sekisho.Commands.Witness;
using Sekisho.Configuration;
using Sekisho.Demo;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.BlastRadius;

namespace Sekisho.Output;

/// <summary>How the items that the commands themselves make are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LoginItem))]
[JsonSerializable(typeof(TicketRecord))]
[JsonSerializable(typeof(ArcItem))]
[JsonSerializable(typeof(ArchiveMonthItem))]
[JsonSerializable(typeof(ArchiveShowItem))]
[JsonSerializable(typeof(BlastItem))]
[JsonSerializable(typeof(BreachedItem))]
[JsonSerializable(typeof(CertificateItem))]
[JsonSerializable(typeof(ChangedItem))]
[JsonSerializable(typeof(ConfigError))]
[JsonSerializable(typeof(ContentItem))]
[JsonSerializable(typeof(DetectItem))]
[JsonSerializable(typeof(DkimItem))]
[JsonSerializable(typeof(DmarcItem))]
[JsonSerializable(typeof(SendItem))]
[JsonSerializable(typeof(SpfItem))]
[JsonSerializable(typeof(SettingItem))]
[JsonSerializable(typeof(DemoItem))]
[JsonSerializable(typeof(ImportItem))]
[JsonSerializable(typeof(InspectItem))]
[JsonSerializable(typeof(LearnedItem))]
[JsonSerializable(typeof(LearnedTeachItem))]
[JsonSerializable(typeof(LedgerCheckpointItem))]
[JsonSerializable(typeof(LedgerProveItem))]
[JsonSerializable(typeof(LedgerVerifyItem))]
[JsonSerializable(typeof(NoticeItem))]
[JsonSerializable(typeof(ProcessItem))]
[JsonSerializable(typeof(ProbeAction))]
[JsonSerializable(typeof(ReadyLine))]
[JsonSerializable(typeof(ReasonCode))]
[JsonSerializable(typeof(StoreItem))]
[JsonSerializable(typeof(GreylistItem))]
[JsonSerializable(typeof(DoctorItem))]
[JsonSerializable(typeof(ReportsItem))]
[JsonSerializable(typeof(ReportsReadItem))]
[JsonSerializable(typeof(ReportsSendItem))]
[JsonSerializable(typeof(ReportsShowItem))]
[JsonSerializable(typeof(RulesCheckItem))]
[JsonSerializable(typeof(RulesTestItem))]
[JsonSerializable(typeof(SystemItem))]
[JsonSerializable(typeof(WitnessReady))]
internal sealed partial class ProgramJson : JsonSerializerContext;
