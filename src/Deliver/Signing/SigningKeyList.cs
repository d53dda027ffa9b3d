using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Signing;

namespace Sekisho.Deliver.Signing;

/// <summary>Which keys a domain has, remembered for a short while: the vault is not asked for every message of domains without any.</summary>
internal sealed class SigningKeyList(ICallClient calls, TimeProvider clock)
{
    /// <summary>Domains remembered at most: relayed mail for thousands of tenants must not fill the memory.</summary>
    internal const int MaxDomains = 10_000;

    /// <summary>How long what the vault said is used: a key that is activated signs after this time at the latest.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Domain, string? Sender), (IReadOnlyList<DkimKeyName> Keys, long Since)> _known = [];

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _known.Count;
        }
    }

    /// <summary>The keys of a domain that sign, RSA first; empty where it has none for this sender.</summary>
    /// <exception cref="CallException">The vault does not answer.</exception>
    public async ValueTask<IReadOnlyList<DkimKeyName>> OfAsync(string domain, string? sender, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_known.TryGetValue((domain, sender), out var known) && clock.GetElapsedTime(known.Since) < Lifetime) return known.Keys;
        }

        var reply = await calls.SendAsync(VaultCalls.SignDkim, new SignDkimRequest(domain, sender, [], ""), default, cancellation);
        lock (_lock)
        {
            if (_known.Count >= MaxDomains) Forget();
            _known[(domain, sender)] = (reply.Keys, clock.GetTimestamp());
        }

        return reply.Keys;
    }

    /// <summary>Forgets what was known of a domain: a key is gone that the list has.</summary>
    public void Forget(string domain, string? sender)
    {
        lock (_lock) _known.Remove((domain, sender));
    }

    /// <summary>What is too old; everything where that is nothing.</summary>
    private void Forget()
    {
        foreach (var key in _known.Where(each => clock.GetElapsedTime(each.Value.Since) >= Lifetime).Select(each => each.Key).ToList()) _known.Remove(key);
        if (_known.Count >= MaxDomains) _known.Clear();
    }
}
