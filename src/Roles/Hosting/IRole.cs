using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Hosting;

/// <summary>
/// A role as its slice writes it; the host gives it its surroundings and runs it: <see cref="Map"/>, then
/// <see cref="StartAsync"/>, then its calls are answered, at last <see cref="StopAsync"/>.
/// </summary>
public interface IRole : IAsyncDisposable
{
    /// <summary>Which role.</summary>
    RoleKind Kind { get; }

    /// <summary>Registers the calls that the role answers.</summary>
    void Map(ICallRegistry calls);

    /// <summary>Recovers what an earlier run left behind and begins to serve. There is no other kind of start.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>The addresses the role serves outside of calls, by name, for instance "mx" → 127.0.0.1:2525. Known after the start.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; }

    /// <summary>Takes nothing new, ends what is under way; when <paramref name="hurry"/> is set, drops the rest.</summary>
    /// <remarks>
    /// Calls are still answered meanwhile: make those return that wait for something to happen, and keep what calls
    /// need until <see cref="IAsyncDisposable.DisposeAsync"/>, which comes after the last call.
    /// </remarks>
    Task StopAsync(CancellationToken hurry);
}
