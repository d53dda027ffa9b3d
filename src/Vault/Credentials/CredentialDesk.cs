using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sekisho.Identity.Budgets;
using Sekisho.Identity.Passwords;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Credentials;

/// <summary>
/// Credentials of other services: sealed, listed without their secrets, removed, and used in the one way in which a caller learns
/// nothing that it could use again. A password for SMTP or IMAP is used as the client's side of SCRAM-SHA-256; a refresh token makes
/// access tokens (<see cref="MintToken"/>). The secret itself leaves only where a route permits it (<see cref="GivePassword"/>).
/// </summary>
internal sealed class CredentialDesk(
    VaultOptions options, VaultDatabase database, KeyCabinet cabinet, HashingGate gate, BudgetKeeper budgets, Recorder recorder, CanaryWatch canaries,
    LogInSubjects subjects, OwnTokens own, RelayUse relays, ReleaseProbe probe, TimeProvider clock)
{
    /// <summary>The class in the ledger, and the context of the seal.</summary>
    public const string Kind = "credential";

    private const int LongestText = 512;
    private const int LongestSecret = 8192;
    private const int MostOfOwner = 100;
    private const string Columns = "SELECT number, mark, tenant, account, canary, added_at, used_at, sealed FROM credential";
    private const int LeastIterations = 4096;
    private const int MostIterations = 10_000_000;
    private const int LongestAuthMessage = 8192;

    public async ValueTask<CredentialItem> AddAsync(AddCredentialRequest request)
    {
        Check(request);
        var (tenant, account) = cabinet.Use(keys => database.Read(db => OwnerOf(db, keys, request.Owner)));
        await RecordChangeAsync(tenant, "added", request.Kind.ToString()).ConfigureAwait(false);
        return cabinet.Use(keys => database.Write(db =>
        {
            var key = keys.Tenant(db, tenant) ?? throw Rejected("The tenant is being erased.");
            if (db.Number("SELECT count(*) FROM credential WHERE tenant = ?1 AND account = ?2", tenant, account) >= MostOfOwner)
                throw Rejected($"{request.Owner} has {MostOfOwner} credentials already: remove those that are not needed.");
            var now = clock.GetUtcNow();
            var number = (db.Number("SELECT seq FROM sqlite_sequence WHERE name = 'credential'") ?? 0) + 1;
            var mark = (long)RandomNumberGenerator.GetInt32(int.MaxValue);
            var record = new CredentialRecord(request.Kind, request.Service, request.User, request.Secret, request.ClientSecret, request.Scope, request.Mailbox);
            db.Run(
                "INSERT INTO credential (number, mark, tenant, account, canary, added_at, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                number, mark, tenant, account, request.Canary, now.ToUnixTimeMilliseconds(),
                Seal(key.Span, number, record));
            return ItemOf(new Row(number, mark, tenant, account, request.Canary, now.ToUnixTimeMilliseconds(), null, []), record, request.Owner);
        }));
    }

    /// <summary>What links and tokens exist: those of other services first, then what people have here (<see cref="OwnTokens"/>).</summary>
    public DirectoryPage<CredentialItem> List(DirectoryRequest request)
    {
        if (OwnTokens.IsPlace(request.After)) return own.List(request);
        var (after, most) = ListDirectory.Read(request);
        return cabinet.Use(keys => database.Read(db =>
        {
            var rows = db.All(Columns + " WHERE number > ?1 ORDER BY number LIMIT ?2", ReadRow, after, most + 1);
            var page = ListDirectory.Page(rows, most, row => row.Number, row => ItemOf(row, Open(db, keys, row)!, OwnerName(db, keys, row)));
            return page with { Next = page.Next ?? OwnTokens.First };
        }));
    }

    public async ValueTask<Nothing> RemoveAsync(NameRequest request)
    {
        var row = Find(request.Name) ?? throw Rejected($"There is no credential {request.Name}.");
        await RecordChangeAsync(row.Tenant, "removed", null).ConfigureAwait(false);
        database.Write(db => db.Run("DELETE FROM credential WHERE number = ?1", row.Number));
        database.EmptyLog();
        return Nothing.Value;
    }

    /// <summary>The client's side of one SCRAM-SHA-256 exchange (RFC 5802 §3).</summary>
    public async ValueTask<UseCredentialReply> UseAsync(RoleKind caller, UseCredentialRequest request, CancellationToken cancellation)
    {
        if (request.Salt.Length is < 8 or > 64 || request.Iterations is < LeastIterations or > MostIterations || request.AuthMessage.Length is 0 or > LongestAuthMessage)
            throw Rejected($"A salt has 8 to 64 bytes, there are {LeastIterations} to {MostIterations} iterations, and a message of at most {LongestAuthMessage} characters.");
        CheckPurpose(request.Purpose);
        var row = Find(request.Id) ?? throw Rejected("There is no such credential: it was removed.");
        relays.Check(row, request.Host);
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync([new BudgetCaller(BudgetClass.Deliver, BudgetClass.Deliver)], BudgetKind.CredentialUses, 1).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        var entry = UseOf(row, request.Purpose, caller, "scram-sha-256");
        await recorder.RecordAsync([entry]).ConfigureAwait(false);
        await canaries.TouchedAsync(row.Canary, Kind, "use", caller, row.Tenant, entry.What!.Reference!.Value).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        var record = Open(row);
        if (record?.Kind != CredentialKind.Password) throw Rejected("This credential is no password: it cannot be used for SCRAM.");
        var reply = await gate.RunAsync(HashingLane.Known, () => Prove(record.Secret, request), cancellation).ConfigureAwait(false);
        if (reply.Busy || reply.Value is null) throw PasswordDesk.Busy();
        Used(row);
        probe.Reached(ReleaseStep.Derived);
        return reply.Value;
    }

    /// <summary>A credential by its identifier; null for none.</summary>
    public Row? Find(string id) => cabinet.Use(_ => database.Read(db =>
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        if (dash < 1 || !long.TryParse(id.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var row = db.First(Columns + " WHERE number = ?1", ReadRow, number);
        return row is not null && IdOf(row) == id ? row : null;
    }));

    /// <summary>What is sealed; null when its tenant's key is gone.</summary>
    public CredentialRecord? Open(Row row) => cabinet.Use(keys => database.Read(db => Open(db, keys, row)));

    /// <summary>Puts another secret in the place of a credential's, if it is still there.</summary>
    public void Replace(Row row, CredentialRecord record) => cabinet.Use(keys => database.Write(db => keys.Tenant(db, row.Tenant) is { } key
        ? db.Run("UPDATE credential SET sealed = ?2 WHERE number = ?1", row.Number, Seal(key.Span, row.Number, record))
        : 0));

    /// <summary>Notes the moment.</summary>
    public void Used(Row row) =>
        database.Write(db => db.Run("UPDATE credential SET used_at = ?2 WHERE number = ?1", row.Number, clock.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <summary>The entry of a use.</summary>
    public LedgerEntry UseOf(Row row, string purpose, RoleKind caller, string how) => recorder.Entry(EntryType.CredentialUsed) with
    {
        What = new LedgerWhat
        {
            Tenant = FormattableString.Invariant($"{row.Tenant}"),
            Class = Kind,
            Reference = cabinet.Use(keys => database.Read(db => LedgerReference.Of(keys.Salt(db, row.Tenant), Kind, IdOf(row)))),
        },
        Details = Recorder.Details(("purpose", purpose), ("caller", RoleTable.NameOf(caller)), ("how", how)),
    };

    /// <exception cref="CallException">The purpose is not one for the record.</exception>
    public static void CheckPurpose(string purpose)
    {
        if (purpose.Length is 0 or > 64 || !purpose.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '-'))
            throw Rejected("The purpose has 1 to 64 of a-z, 0-9, '.' and '-'.");
    }

    private static UseCredentialReply Prove(string password, UseCredentialRequest request)
    {
        var bytes = PasswordText.Prepare(password) ?? Encoding.UTF8.GetBytes(password);
        var salted = Rfc2898DeriveBytes.Pbkdf2(bytes, request.Salt, request.Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var message = Encoding.UTF8.GetBytes(request.AuthMessage);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), message);
        for (var i = 0; i < proof.Length; i++) proof[i] ^= clientKey[i];
        var signature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), message);
        CryptographicOperations.ZeroMemory(bytes);
        CryptographicOperations.ZeroMemory(salted);
        CryptographicOperations.ZeroMemory(clientKey);
        return new UseCredentialReply(proof, signature);
    }

    private static (long Tenant, long Account) OwnerOf(Connection db, OpenKeys keys, string owner)
    {
        if (!owner.Contains('@', StringComparison.Ordinal))
            return (db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, owner))?.Number ?? throw Rejected($"There is no tenant {owner}."), 0);
        var tag = Store.Published.DirectoryTags.OfAddress(keys.Lookup, AddAccount.Parse(owner).Address).ToBytes();
        var found = db.First(DirectorySql.AccountKey, row => (Number: row.GetInt64(0), Tenant: row.GetInt64(1)), tag);
        return found.Number > 0 ? (found.Tenant, found.Number) : throw Rejected($"There is no account {owner}.");
    }

    private string OwnerName(Connection db, OpenKeys keys, Row row) =>
        row.Account > 0
            ? subjects.AddressOf(row.Account) ?? "(erased)"
            : db.First(DirectorySql.TenantByNumber, DirectoryRows.ReadTenant, row.Tenant) is { } tenant ? DirectoryRows.Open(db, keys, tenant).Name : "(erased)";

    private CredentialItem ItemOf(Row row, CredentialRecord record, string owner)
    {
        var last = row.UsedAt ?? row.AddedAt;
        return new CredentialItem
        {
            Id = IdOf(row),
            Owner = owner,
            Kind = record.Kind == CredentialKind.Password ? "password" : "refresh_token",
            Service = record.Service,
            User = record.User,
            AddedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.AddedAt),
            LastUsedAt = row.UsedAt is { } used ? DateTimeOffset.FromUnixTimeMilliseconds(used) : null,
            Unneeded = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(last) > TimeSpan.FromDays(options.UnneededAfterDays),
        };
    }

    private ValueTask<long> RecordChangeAsync(long tenant, string change, string? kind) => recorder.RecordAsync([recorder.Entry(EntryType.CredentialChanged) with
    {
        What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = Kind },
        Details = Recorder.Details(("change", change), ("kind", kind)),
    }]);

    private static CredentialRecord? Open(Connection db, OpenKeys keys, Row row) =>
        keys.Tenant(db, row.Tenant) is { } key && KeyWrap.Open(key.Span, Kind, row.Number, row.Sealed) is { } bytes
            ? JsonSerializer.Deserialize(bytes, RecordJson.Default.CredentialRecord)
            : null;

    private static byte[] Seal(ReadOnlySpan<byte> key, long number, CredentialRecord record) =>
        KeyWrap.Seal(key, Kind, number, JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Default.CredentialRecord));

    /// <summary>A credential's identifier.</summary>
    public static string IdOf(Row row) => string.Create(CultureInfo.InvariantCulture, $"{row.Number}-{row.Mark:x8}");

    private static Row ReadRow(Microsoft.Data.Sqlite.SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4) != 0, row.GetInt64(5), row.IsDBNull(6) ? null : row.GetInt64(6), (byte[])row[7]);

    private static void Check(AddCredentialRequest request)
    {
        foreach (var text in new[] { request.Service, request.User })
            if (text.Length is 0 or > LongestText || text.Any(char.IsControl)) throw Rejected($"Service and user have 1 to {LongestText} characters.");
        if (request.Secret.Length is 0 or > LongestSecret) throw Rejected($"A secret has 1 to {LongestSecret} characters.");
        if (request.ClientSecret is { } secret && (secret.Length is 0 or > LongestSecret || request.Kind != CredentialKind.RefreshToken))
            throw Rejected($"A client's secret has 1 to {LongestSecret} characters, and belongs to a refresh token.");
        if (request.Scope is { } scope && (scope.Length is 0 or > LongestText || request.Kind != CredentialKind.RefreshToken || scope.Any(char.IsControl)))
            throw Rejected($"A scope has 1 to {LongestText} characters, and belongs to a refresh token.");
        if (request.Mailbox is { } mailbox && (mailbox.Length is 0 or > LongestText || request.Kind != CredentialKind.RefreshToken || mailbox.Any(char.IsControl)))
            throw Rejected($"A mailbox has 1 to {LongestText} characters, and belongs to a refresh token.");
        if (request.Kind == CredentialKind.RefreshToken && OAuthExchange.EndpointOf(request.Service) is null)
            throw Rejected("The service of a refresh token is its token endpoint: https://HOST/PATH.");
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);

    /// <summary>A row.</summary>
    internal sealed record Row(long Number, long Mark, long Tenant, long Account, bool Canary, long AddedAt, long? UsedAt, byte[] Sealed);
}
