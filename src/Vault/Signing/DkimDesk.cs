using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Sekisho.Identity.Budgets;
using Sekisho.Kernel.Cryptography;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Store.Published;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Signing;

/// <summary>DKIM keys (RFC 6376, RFC 8463): made here, used here, never given out.</summary>
internal sealed class DkimDesk(VaultDatabase database, KeyCabinet cabinet, BudgetKeeper budgets, Recorder recorder, ReleaseProbe probe, IEd25519? ed25519)
{
    private const string Kind = "signing-key";
    private const int RsaBits = 2048;
    private const int MostOfDomain = 8;
    private const long Rsa = 1;
    private const long Ed = 2;

    private static readonly SearchValues<char> SelectorCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Makes a key where a selector is named that is new; answers with the records of all keys of the domain.</summary>
    public async ValueTask<DkimKeyReply> KeyAsync(DkimKeyRequest request)
    {
        if (!AddressParts.TryNormaliseDomain(request.Domain, out var domain)) throw Rejected($"'{request.Domain}' is no domain name.");
        if (request.Selector is { } selector)
        {
            if (selector.Length is 0 or > 63 || selector.AsSpan().ContainsAnyExcept(SelectorCharacters)) throw Rejected("A selector has 1 to 63 of a-z, 0-9 and hyphen.");
            if (request.Algorithm is not ("rsa" or "ed25519")) throw Rejected("A key is of the kind rsa or ed25519.");
            if (request.Algorithm == "ed25519" && ed25519 is null) throw NoEd();
            var tenant = cabinet.Use(keys => database.Read(db => TenantOf(db, keys, domain)));
            await recorder.RecordAsync([recorder.Entry(EntryType.CredentialChanged) with
            {
                What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = Kind },
                Details = Recorder.Details(("change", "made"), ("kind", request.Algorithm)),
            }]).ConfigureAwait(false);
            cabinet.Use(keys => database.Write(db => Make(db, keys, tenant, domain, selector, request.Algorithm)));
        }

        return new DkimKeyReply(cabinet.Use(keys => database.Read(db => KeysOf(db, keys, domain).Select(key => RecordOf(domain, key)).ToList())));
    }

    /// <summary>Signs with every key of the domain.</summary>
    public async ValueTask<SignDkimReply> SignAsync(SignDkimRequest request)
    {
        if (request.Hash.Length != SHA256.HashSizeInBytes) throw Rejected($"A hash has {SHA256.HashSizeInBytes} bytes.");
        if (!AddressParts.TryNormaliseDomain(request.Domain, out var domain)) return new SignDkimReply([]);
        var (tenant, any) = cabinet.Use(keys => database.Read(db =>
            db.First("SELECT tenant FROM signing_key WHERE domain = ?1 LIMIT 1", row => (row.GetInt64(0), true), DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes())));
        if (!any) return new SignDkimReply([]);
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync([new BudgetCaller(BudgetClass.Deliver, BudgetClass.Deliver)], BudgetKind.Signatures, 1).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        await recorder.RecordAsync([recorder.Entry(EntryType.CredentialUsed) with
        {
            What = cabinet.Use(keys => database.Read(db => new LedgerWhat
            {
                Tenant = FormattableString.Invariant($"{tenant}"),
                Class = Kind,
                Reference = LedgerReference.Of(keys.Salt(db, tenant), "message", request.Message),
            })),
            Details = Recorder.Details(("how", "dkim"), ("hash", Convert.ToHexStringLower(request.Hash))),
        }]).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        var reply = cabinet.Use(keys => database.Read(db => new SignDkimReply([.. KeysOf(db, keys, domain).Select(key => Sign(key, request.Hash))])));
        probe.Reached(ReleaseStep.Derived);
        return reply;
    }

    private static int Make(Connection db, OpenKeys keys, long tenant, string domain, string selector, string algorithm)
    {
        var existing = KeysOf(db, keys, domain);
        if (existing.Exists(key => key.Record.Selector == selector)) return 0;
        if (existing.Count >= MostOfDomain) throw Rejected($"{domain} has {MostOfDomain} keys already.");
        var key = keys.Tenant(db, tenant) ?? throw Rejected("The tenant is being erased.");
        var number = (db.Number("SELECT seq FROM sqlite_sequence WHERE name = 'signing_key'") ?? 0) + 1;
        var secret = algorithm == "rsa" ? NewRsa() : RandomNumberGenerator.GetBytes(32);
        var record = JsonSerializer.SerializeToUtf8Bytes(new SigningRecord(selector, secret), RecordJson.Default.SigningRecord);
        CryptographicOperations.ZeroMemory(secret);
        var count = db.Run(
            "INSERT INTO signing_key (number, domain, tenant, algorithm, sealed) VALUES (?1, ?2, ?3, ?4, ?5)",
            number, DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes(), tenant, algorithm == "rsa" ? Rsa : Ed, KeyWrap.Seal(key.Span, Kind, number, record));
        CryptographicOperations.ZeroMemory(record);
        return count;
    }

    private static byte[] NewRsa()
    {
        using var rsa = RSA.Create(RsaBits);
        return rsa.ExportPkcs8PrivateKey();
    }

    private DkimSignature Sign(SigningKey key, byte[] hash)
    {
        try
        {
            if (key.Algorithm == Ed) return new DkimSignature("ed25519-sha256", key.Record.Selector, SignEd(key.Record.Secret, hash));
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key.Record.Secret, out _);
            return new DkimSignature("rsa-sha256", key.Record.Selector, rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.Record.Secret);
        }
    }

    private DkimRecord RecordOf(string domain, SigningKey key)
    {
        string value;
        if (key.Algorithm == Ed) value = "v=DKIM1; k=ed25519; p=" + Convert.ToBase64String(PublicEd(key.Record.Secret));
        else
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key.Record.Secret, out _);
            value = "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());
        }

        CryptographicOperations.ZeroMemory(key.Record.Secret);
        return new DkimRecord($"{key.Record.Selector}._domainkey.{domain}", value);
    }

    private byte[] SignEd(byte[] seed, byte[] hash)
    {
        var signature = new byte[Ed25519Sizes.SignatureBytes];
        (ed25519 ?? throw NoEd()).Sign(seed, hash, signature);
        return signature;
    }

    private byte[] PublicEd(byte[] seed)
    {
        var key = new byte[Ed25519Sizes.PublicKeyBytes];
        (ed25519 ?? throw NoEd()).GetPublicKey(seed, key);
        return key;
    }

    private static CallException NoEd() => Rejected("This machine has no Ed25519 (libcrypto.so.3): use an RSA key.");

    private static List<SigningKey> KeysOf(Connection db, OpenKeys keys, string domain)
    {
        var rows = db.All(
            "SELECT number, tenant, algorithm, sealed FROM signing_key WHERE domain = ?1 ORDER BY number",
            row => (Number: row.GetInt64(0), Tenant: row.GetInt64(1), Algorithm: row.GetInt64(2), Sealed: (byte[])row[3]),
            DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes());
        var found = new List<SigningKey>();
        foreach (var row in rows)
        {
            if (keys.Tenant(db, row.Tenant) is not { } key || KeyWrap.Open(key.Span, Kind, row.Number, row.Sealed) is not { } json) continue;
            found.Add(new SigningKey(row.Algorithm, JsonSerializer.Deserialize(json, RecordJson.Default.SigningRecord)!));
            CryptographicOperations.ZeroMemory(json);
        }

        return found;
    }

    private static long TenantOf(Connection db, OpenKeys keys, string domain) =>
        db.Number(DirectorySql.TenantOfDomain, DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes()) ?? throw Rejected($"The domain {domain} belongs to no tenant.");

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);

    private sealed record SigningKey(long Algorithm, SigningRecord Record);
}
