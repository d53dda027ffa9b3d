namespace Sekisho.Deliver.Leasing;

/// <summary>
/// Who may ask the store now. A reply that never arrived (the store died, the connection broke) may have carried leases
/// that nobody works on; they would block their mail until their time is over. So after a failed ask the next one is made
/// alone, while no other reply is on its way, and tells the store everything that is really held.
/// </summary>
internal sealed class AskTurns : IDisposable
{
    private const int Askers = 2;

    private readonly SemaphoreSlim _places = new(Askers, Askers);
    private readonly SemaphoreSlim _alone = new(1, 1);
    private volatile bool _inDoubt;

    /// <summary>Waits for a turn; dispose it when the reply's jobs are started, or when there is none.</summary>
    public async Task<Turn> EnterAsync(CancellationToken cancellation)
    {
        await _alone.WaitAsync(cancellation);
        var taken = 0;
        try
        {
            do
            {
                await _places.WaitAsync(cancellation);
                taken++;
            }
            while (_inDoubt && taken < Askers);
            return new Turn(this, taken);
        }
        catch (OperationCanceledException)
        {
            if (taken > 0) _places.Release(taken);
            throw;
        }
        finally
        {
            _alone.Release();
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _alone.Dispose();
    }

    /// <summary>One ask. Without <see cref="Arrived"/> it counts as failed.</summary>
    internal sealed class Turn(AskTurns owner, int places) : IDisposable
    {
        private bool _arrived;

        /// <summary>This ask is made alone and tells what is held.</summary>
        public bool IsAlone => places == Askers;

        /// <summary>The reply is here and its jobs are started.</summary>
        public void Arrived()
        {
            _arrived = true;
            if (IsAlone) owner._inDoubt = false;
        }

        public void Dispose()
        {
            if (!_arrived) owner._inDoubt = true;
            owner._places.Release(places);
        }
    }
}
