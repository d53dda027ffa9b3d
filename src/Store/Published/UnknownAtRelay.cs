using System.Collections.Concurrent;

namespace Sekisho.Store.Published;

/// <summary>
/// Addresses that a tenant's own server has said it does not have. For a while mail for them is refused at our door, as the
/// tenant's server would: what is not taken needs no notice, and a notice about forged mail meets somebody else.
/// </summary>
/// <remarks>In memory only: after a restart the first message for each address is taken again, and asks again.</remarks>
internal sealed class UnknownAtRelay(TimeProvider clock)
{
    /// <summary>How long the word of a server counts: a mailbox made there in the meantime gets mail after this at the latest.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>Addresses remembered, about 150 bytes each. Somebody who tries random addresses fills it at most; then nothing new is learned until old ones end.</summary>
    public const int MostRemembered = 20_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>Remembers an address in its canonical form.</summary>
    public void Add(string address)
    {
        var now = clock.GetUtcNow();
        if (_until.Count >= MostRemembered)
        {
            foreach (var (known, until) in _until)
                if (until <= now) _until.TryRemove(known, out _);
            if (_until.Count >= MostRemembered) return;
        }

        _until[address] = now + Lifetime;
    }

    /// <summary>Whether the server has said so, not too long ago.</summary>
    public bool Contains(string address)
    {
        if (!_until.TryGetValue(address, out var until)) return false;
        if (until > clock.GetUtcNow()) return true;
        _until.TryRemove(address, out _);
        return false;
    }

    /// <summary>Forgets all: the directory has changed.</summary>
    public void Clear() => _until.Clear();
}
