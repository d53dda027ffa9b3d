using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Published;

namespace Sekisho.Edge.Recipients;

/// <summary>
/// Asks the store whether mail for an address is taken. A yes is remembered for seconds, so that a list with many
/// messages to the same people asks once; a no is not, so that a new mailbox works at once.
/// </summary>
internal sealed class RecipientLookup(ICallClient calls, TimeProvider clock, double rememberSeconds)
{
    // Bounds the memory; forgetting all of it costs some calls.
    internal const int MaxRemembered = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Address, string? Account), long> _known = [];

    /// <summary>How many answers are remembered.</summary>
    internal int Remembered
    {
        get
        {
            lock (_lock) return _known.Count;
        }
    }

    /// <exception cref="CallException">The store does not answer.</exception>
    public async ValueTask<ResolutionResult> ResolveAsync(string address, string? account, CancellationToken cancellation)
    {
        var key = (address, account);
        lock (_lock)
            if (_known.TryGetValue(key, out var at) && clock.GetElapsedTime(at).TotalSeconds < rememberSeconds) return ResolutionResult.Known;
        var resolution = await calls.SendAsync(StoreCalls.Resolve, new ResolveRequest(address, account), default, cancellation);
        if (resolution.Result == ResolutionResult.Known)
        {
            lock (_lock)
            {
                if (_known.Count >= MaxRemembered) _known.Clear();
                _known[key] = clock.GetTimestamp();
            }
        }

        return resolution.Result;
    }
}
