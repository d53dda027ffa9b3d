using System.Text.Json.Serialization;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Signing;

namespace Sekisho.Vault;

/// <summary>How the sealed records of the database are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AccountRecord))]
[JsonSerializable(typeof(CredentialRecord))]
[JsonSerializable(typeof(ErasureCertificate))]
[JsonSerializable(typeof(PendingErasure))]
[JsonSerializable(typeof(List<BudgetRecord>))]
[JsonSerializable(typeof(LogInRecord))]
[JsonSerializable(typeof(SigningRecord))]
[JsonSerializable(typeof(TenantRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
