using System.Text.Json.Serialization;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Enrolment;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Orders;
using Sekisho.Vault.Passkeys;
using Sekisho.Vault.Sealed;
using Sekisho.Vault.Signing;
using Sekisho.Vault.Tunnels;

namespace Sekisho.Vault;

/// <summary>How the flow types of the vault are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(AddAccountRequest))]
[JsonSerializable(typeof(AddCredentialRequest))]
[JsonSerializable(typeof(AddressTag))]
[JsonSerializable(typeof(ArchiveIndexRequest))]
[JsonSerializable(typeof(ArchiveStatus))]
[JsonSerializable(typeof(ChangeArchiveReply))]
[JsonSerializable(typeof(ChangeArchiveRequest))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(CredentialItem))]
[JsonSerializable(typeof(DirectoryPage<Account>))]
[JsonSerializable(typeof(DirectoryPage<CredentialItem>))]
[JsonSerializable(typeof(DirectoryPage<Tenant>))]
[JsonSerializable(typeof(DirectoryRequest))]
[JsonSerializable(typeof(DkimKeyReply))]
[JsonSerializable(typeof(DkimKeyRequest))]
[JsonSerializable(typeof(DkimRecord))]
[JsonSerializable(typeof(EnrolReply))]
[JsonSerializable(typeof(EnrolRequest))]
[JsonSerializable(typeof(EraseAccountRequest))]
[JsonSerializable(typeof(EraseReply))]
[JsonSerializable(typeof(EraseTenantRequest))]
[JsonSerializable(typeof(ErasureCertificate))]
[JsonSerializable(typeof(GivePasswordReply))]
[JsonSerializable(typeof(GivePasswordRequest))]
[JsonSerializable(typeof(ImportAccount))]
[JsonSerializable(typeof(ImportAccountsReply))]
[JsonSerializable(typeof(ImportAccountsRequest))]
[JsonSerializable(typeof(IndexKeyReply))]
[JsonSerializable(typeof(IndexKeyRequest))]
[JsonSerializable(typeof(LogInReply))]
[JsonSerializable(typeof(LogInRequest))]
[JsonSerializable(typeof(MintTokenReply))]
[JsonSerializable(typeof(MintTokenRequest))]
[JsonSerializable(typeof(NameRequest))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(OpenAsOperatorRequest))]
[JsonSerializable(typeof(OpenArchiveRequest))]
[JsonSerializable(typeof(OpenBoxesReply))]
[JsonSerializable(typeof(OpenMessageRequest))]
[JsonSerializable(typeof(OpenQueueRequest))]
[JsonSerializable(typeof(OperatorIndexKeyRequest))]
[JsonSerializable(typeof(OrderReply))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(RelayLogInReply))]
[JsonSerializable(typeof(RelayLogInRequest))]
[JsonSerializable(typeof(PasskeyChallenge))]
[JsonSerializable(typeof(PasskeyChallengeRequest))]
[JsonSerializable(typeof(PasskeyItem))]
[JsonSerializable(typeof(PasskeyList))]
[JsonSerializable(typeof(PasskeyLogInRequest))]
[JsonSerializable(typeof(PasskeyOffer))]
[JsonSerializable(typeof(PasskeyOfferRequest))]
[JsonSerializable(typeof(RegisterPasskeyReply))]
[JsonSerializable(typeof(RegisterPasskeyRequest))]
[JsonSerializable(typeof(RenewTicketReply))]
[JsonSerializable(typeof(RevokeRequest))]
[JsonSerializable(typeof(ScramFinishRequest))]
[JsonSerializable(typeof(ScramStartReply))]
[JsonSerializable(typeof(ScramStartRequest))]
[JsonSerializable(typeof(SealRequest))]
[JsonSerializable(typeof(SetArchiveRequest))]
[JsonSerializable(typeof(SetCanaryRequest))]
[JsonSerializable(typeof(SignDkimReply))]
[JsonSerializable(typeof(SignDkimRequest))]
[JsonSerializable(typeof(Tenant))]
[JsonSerializable(typeof(ThawReply))]
[JsonSerializable(typeof(ThawRequest))]
[JsonSerializable(typeof(TicketReply))]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(TunnelExchangeReply))]
[JsonSerializable(typeof(TunnelExchangeRequest))]
[JsonSerializable(typeof(TunnelOpenReply))]
[JsonSerializable(typeof(TunnelOpenRequest))]
[JsonSerializable(typeof(UnsealRequest))]
[JsonSerializable(typeof(UseCredentialReply))]
[JsonSerializable(typeof(UseCredentialRequest))]
[JsonSerializable(typeof(VaultOptions))]
[JsonSerializable(typeof(VaultStatus))]
public sealed partial class VaultJson : JsonSerializerContext;
