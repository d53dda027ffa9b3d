namespace Sekisho.Flow.Tests.Support;

/// <summary>
/// One running system for the tests of a class, which run one after the other: each works with tenants of its own. To start eight
/// processes is by far the dearest that a test can do.
/// </summary>
public class SharedSystem : IAsyncLifetime
{
    private int _tenants;

    public SharedSystem()
        : this(new SekishoProcess())
    {
    }

    /// <summary>For a derived fixture: with a configuration of its own.</summary>
    protected SharedSystem(SekishoProcess sekisho) => Sekisho = sekisho;

    /// <summary>The system, which runs.</summary>
    public SekishoProcess Sekisho { get; }

    public async Task InitializeAsync()
    {
        try
        {
            await Sekisho.StartAsync();
        }
        catch
        {
            // xunit does not dispose a fixture whose start has failed.
            await Sekisho.DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync() => await Sekisho.DisposeAsync();

    /// <summary>A new tenant whose mail is relayed to <paramref name="sink"/> in clear, or kept here when that is null.</summary>
    /// <returns>Its only domain.</returns>
    public async Task<string> AddTenantAsync(SinkServer? sink)
    {
        var number = Interlocked.Increment(ref _tenants);
        string[] more = sink is null ? [] : ["--relay-tls", "none"];
        await Sekisho.AddTenantAsync($"tenant{number}", $"tenant{number}.test", sink?.Address, more);
        return $"tenant{number}.test";
    }
}
