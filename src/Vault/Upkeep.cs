using Microsoft.Extensions.Logging;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Database;
using Sekisho.Vault.Erasure;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault;

/// <summary>The work that comes with time: budgets are written every second, erasures that are due are done every minute.</summary>
internal sealed class Upkeep(VaultDatabase database, KeyCabinet cabinet, BudgetKeeper budgets, TicketDesk tickets, LoginGate gate, Erase erase, ExpireArchives archives, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private const int SecondsPerMinute = 60;

    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1), clock);
    private Task _running = Task.CompletedTask;

    /// <summary>Begins the periodic work.</summary>
    public void Start() => _running = RunAsync();

    /// <summary>Does once what is done every minute.</summary>
    public async Task RunMinuteAsync()
    {
        tickets.RemoveOld();
        gate.Save();
        database.EmptyLog();
        if (cabinet.IsSealed) return;
        await erase.RunDueAsync().ConfigureAwait(false);
        await archives.RunDueAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        for (var second = 0; await _timer.WaitForNextTickAsync().ConfigureAwait(false); second++)
        {
            try
            {
                budgets.SaveIfChanged();
                if (second % SecondsPerMinute == 0) await RunMinuteAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Log.UpkeepFailed(log, exception);
            }
        }
    }
}
