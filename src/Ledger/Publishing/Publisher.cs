using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Durability;
using Sekisho.Ledger.Sequencing;
using Sekisho.Ledger.State;
using Sekisho.Roles.Calls;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Publishing;

/// <summary>Writes what is recorded behind, as tiles, bundles and the checkpoint. One publishing at a time; one that failed is made up for by the next.</summary>
internal sealed class Publisher : IDisposable
{
    private readonly Sequencer _sequencer;
    private readonly DurabilityOrder _order;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<TileFile> _unwritten = [];
    private HashSet<TilePath> _publishedPartials = [];
    private SignedCheckpoint _published;
    private long _pruned;

    public Publisher(RecoveredLog start, Sequencer sequencer, DurabilityOrder order, ILogger log)
    {
        (_sequencer, _order, _log) = (sequencer, order, log);
        _published = start.Checkpoint;
        _pruned = start.Pruned;
        _publishedPartials = [.. TileGrid.PartialsOf(start.PublishedSize)];
        sequencer.WhenFull(PublishSoon);
    }

    /// <summary>The last published checkpoint.</summary>
    public SignedCheckpoint Published => Volatile.Read(ref _published);

    /// <summary>How many entries at the beginning are declared as removed.</summary>
    public long Pruned => Volatile.Read(ref _pruned);

    /// <summary>Publishes what is recorded at this moment.</summary>
    /// <param name="pruned">So many entries are declared as removed by what is recorded; null for no change.</param>
    /// <exception cref="IOException">The disk does not take it; nothing is lost.</exception>
    public async Task<SignedCheckpoint> PublishAsync(long? pruned = null)
    {
        await _turn.WaitAsync();
        try
        {
            if (_sequencer.Last.Head.Size == _published.Head.Size && pruned is null) return _published;
            var snapshot = await _sequencer.SnapshotAsync();
            _unwritten.AddRange(snapshot.Full);
            // A partial tile that the published checkpoint stands on has the same content still: it is not touched.
            List<TileFile> files = [.. _unwritten, .. snapshot.Partial.Where(file => !_publishedPartials.Contains(file.Tile))];
            var text = snapshot.Checkpoint.Note.ToString();
            var removed = Math.Max(_pruned, pruned ?? 0);
            _order.Publish(files, text, new LedgerState { Checkpoint = text, Pruned = removed, Writers = snapshot.Writers });
            _unwritten.Clear();
            _publishedPartials = [.. snapshot.Partial.Select(file => file.Tile)];
            Volatile.Write(ref _published, snapshot.Checkpoint);
            Volatile.Write(ref _pruned, removed);
            _sequencer.Published(snapshot.Checkpoint.Head.Size);
            return snapshot.Checkpoint;
        }
        catch (Exception problem)
        {
            Log.PublishFailed(_log, problem);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>On another thread, unless it goes on already: the sequencer asks for it, and publishing asks the sequencer.</summary>
    private void PublishSoon()
    {
        if (_turn.CurrentCount > 0) _ = Task.Run(PublishQuietlyAsync);
    }

    private async Task PublishQuietlyAsync()
    {
        try
        {
            await PublishAsync();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or LedgerFolderException or CallException)
        {
            // Logged already; the next time tries again.
        }
    }

    /// <summary>Waits for a publishing that goes on. After the sequencer, which then takes no further snapshots.</summary>
    public void Dispose()
    {
        _turn.Wait();
        _turn.Dispose();
    }
}
