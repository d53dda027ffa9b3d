using System.Buffers;
using System.Security.Cryptography;
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

/// <summary>DKIM keys (RFC 6376, RFC 8463): made here, used here, never given out. ARC seals (RFC 8617) are made with the same.</summary>
internal sealed class DkimDesk(VaultDatabase database, KeyCabinet cabinet, BudgetKeeper budgets, Recorder recorder, ReleaseProbe probe, IEd25519? ed25519)
{
    private static readonly SearchValues<char> SelectorCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Changes a key where a selector is named; answers with the records of all keys of the domain.</summary>
    public async ValueTask<DkimKeyReply> KeyAsync(DkimKeyRequest request)
    {
        if (!AddressParts.TryNormaliseDomain(request.Domain, out var domain)) throw Rejected($"'{request.Domain}' is no domain name.");
        if (request.Selector is { } selector)
        {
            if (selector.Length is 0 or > 63 || selector.AsSpan().ContainsAnyExcept(SelectorCharacters)) throw Rejected("A selector has 1 to 63 of a-z, 0-9 and hyphen.");
            if (request.Algorithm is not ("rsa" or "ed25519")) throw Rejected("A key is of the kind rsa or ed25519.");
            if (request.Algorithm == "ed25519" && request.Change == DkimKeyChange.Make && ed25519 is null) throw SigningKey.NoEd();
            var tenant = cabinet.Use(keys => database.Read(db => TenantOf(db, keys, domain)));
            await recorder.RecordAsync([recorder.Entry(EntryType.CredentialChanged) with
            {
                What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = SigningKeys.Kind },
                Details = Recorder.Details(("change", WordOf(request.Change)), ("kind", request.Algorithm)),
            }]).ConfigureAwait(false);
            cabinet.Use(keys => database.Write(db => request.Change == DkimKeyChange.Make
                ? SigningKeys.Make(db, keys, tenant, domain, selector, request.Algorithm)
                : SigningKeys.Change(db, keys, domain, selector, request.Change)));
        }

        return new DkimKeyReply(cabinet.Use(keys => database.Read(db => Each(SigningKeys.Of(db, keys, domain), key => key.ToRecord(domain, ed25519)))));
    }

    /// <summary>Signs with keys of the domain, or tells which there are.</summary>
    public async ValueTask<SignDkimReply> SignAsync(SignDkimRequest request)
    {
        if (request.Hashes is not { Count: <= SignDkimRequest.MaxHashes } hashes) throw Rejected($"At most {SignDkimRequest.MaxHashes} hashes are signed at one time.");
        if (hashes.Any(hash => hash?.Hash is not { Length: SHA256.HashSizeInBytes } || hash.Selector is null)) throw Rejected($"A hash has {SHA256.HashSizeInBytes} bytes and a selector.");
        if (!AddressParts.TryNormaliseDomain(request.Domain, out var domain)) return new SignDkimReply([], []);
        var (tenant, names) = cabinet.Use(keys => database.Read(db => Names(db, keys, domain, request.SenderDomain)));
        if (names.Count == 0 || hashes.Count == 0) return new SignDkimReply(names, []);
        probe.Reached(ReleaseStep.Authorised);
        await budgets.TakeAsync([new BudgetCaller(BudgetClass.Deliver, BudgetClass.Deliver)], BudgetKind.Signatures, hashes.Count).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Budgeted);
        await recorder.RecordAsync([recorder.Entry(EntryType.CredentialUsed) with
        {
            What = cabinet.Use(keys => database.Read(db => new LedgerWhat
            {
                Tenant = FormattableString.Invariant($"{tenant}"),
                Class = SigningKeys.Kind,
                Reference = LedgerReference.Of(keys.Salt(db, tenant), "message", request.Message),
            })),
            Details = Recorder.Details([("how", "dkim"), .. hashes.Select((hash, i) => (i == 0 ? "hash" : FormattableString.Invariant($"hash{i + 1}"), Convert.ToHexStringLower(hash.Hash)))]),
        }]).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        var signatures = cabinet.Use(keys => database.Read(db => Sign(SigningKeys.Of(db, keys, domain), tenant, hashes)));
        probe.Reached(ReleaseStep.Derived);
        return new SignDkimReply(names, signatures);
    }

    private static (long Tenant, List<DkimKeyName> Names) Names(Connection db, OpenKeys keys, string domain, string? senderDomain)
    {
        var tenant = senderDomain is null ? 0 : AddressParts.TryNormaliseDomain(senderDomain, out var sender) ? OwnerOf(db, keys, sender) ?? -1 : -1;
        var all = SigningKeys.Of(db, keys, domain);
        var usable = all.Where(key => key.Record.State == DkimKeyState.Active && (tenant == 0 || key.Tenant == tenant)).OrderBy(key => key.Algorithm).ToList();
        var names = usable.ConvertAll(key => key.Name);
        var owner = usable.Count == 0 ? 0 : usable[0].Tenant;
        all.ForEach(key => key.Dispose());
        return (owner, names);
    }

    private List<DkimSignature> Sign(List<SigningKey> all, long tenant, IReadOnlyList<DkimHash> hashes)
    {
        try
        {
            var signatures = new List<DkimSignature>(hashes.Count);
            foreach (var hash in hashes)
            {
                if (all.Find(key => key.Record.State == DkimKeyState.Active && key.Tenant == tenant && key.Record.Selector == hash.Selector) is { } key)
                    signatures.Add(new DkimSignature(key.Name.Algorithm, hash.Selector, key.Sign(hash.Hash, ed25519)));
            }

            return signatures;
        }
        finally
        {
            all.ForEach(key => key.Dispose());
        }
    }

    private static List<TResult> Each<TResult>(List<SigningKey> keys, Func<SigningKey, TResult> what)
    {
        try
        {
            return keys.ConvertAll(key => what(key));
        }
        finally
        {
            keys.ForEach(key => key.Dispose());
        }
    }

    private static string WordOf(DkimKeyChange change) => change switch
    {
        DkimKeyChange.Make => "made",
        DkimKeyChange.Activate => "activated",
        DkimKeyChange.Retire => "retired",
        _ => "removed",
    };

    private static long? OwnerOf(Connection db, OpenKeys keys, string domain) =>
        db.Number(DirectorySql.TenantOfDomain, DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes());

    private static long TenantOf(Connection db, OpenKeys keys, string domain) =>
        OwnerOf(db, keys, domain) ?? throw Rejected($"The domain {domain} belongs to no tenant.");

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
