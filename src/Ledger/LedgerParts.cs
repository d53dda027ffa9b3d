using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Cryptography;
using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Durability;
using Sekisho.Ledger.Journal;
using Sekisho.Ledger.Publishing;
using Sekisho.Ledger.Reading;
using Sekisho.Ledger.Recovery;
using Sekisho.Ledger.Sequencing;
using Sekisho.Ledger.State;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger;

/// <summary>The parts of an open ledger, put together.</summary>
internal sealed class LedgerParts : IAsyncDisposable
{
    private bool _stopped;

    private LedgerParts(RecoveredLog start, Sequencer sequencer, Publisher publisher, FolderTiles tiles, OwnWriter own, Pruning pruning, string vkey, ILogger log)
    {
        Sequencer = sequencer;
        Publisher = publisher;
        Own = own;
        Pruning = pruning;
        Append = new AppendEntries(sequencer, log);
        Read = new ReadEntries(tiles, publisher, vkey);
        Vkey = vkey;
        RecoveredSize = start.PublishedSize;
    }

    public Sequencer Sequencer { get; }

    public Publisher Publisher { get; }

    public OwnWriter Own { get; }

    public Pruning Pruning { get; }

    public AppendEntries Append { get; }

    public ReadEntries Read { get; }

    public string Vkey { get; }

    public long RecoveredSize { get; }

    /// <summary>Recovers what an earlier run left behind and begins to work.</summary>
    /// <exception cref="LedgerFolderException">The log is not what it was.</exception>
    public static LedgerParts Open(LedgerFolders folders, LedgerOptions options, string runId, TimeProvider clock, LedgerDisk disk, ILogger log, Action<Exception> failed)
    {
        if (!LibcryptoEd25519.TryLoad(out var ed25519, out var problem)) throw new LedgerFolderException("The ledger cannot sign: " + problem);
        var signer = SigningKey.Load(folders.State, options.Origin, ed25519, folders.IsEmpty);
        var verifier = signer.Key.Verifier(ed25519)!;
        var state = new StateFile(folders.State);
        var order = new DurabilityOrder(folders.Log, state, disk);
        var start = new LogRecovery(folders, signer, verifier, state, order, log).Run();
        var journal = JournalFiles.Open(folders.State, options.JournalSegmentBytes, options.MaxJournalSegments);
        var sequencer = new Sequencer(start, journal, order, signer, clock, log, failed);
        var publisher = new Publisher(start, sequencer, order, log);
        var tiles = new FolderTiles(folders.Log);
        var own = new OwnWriter(sequencer, runId, clock);
        var pruning = new Pruning(tiles, publisher, own, options.RetentionDays, clock, log);
        return new LedgerParts(start, sequencer, publisher, tiles, own, pruning, signer.Key.ToString(), log);
    }

    /// <summary>Publishes what is recorded.</summary>
    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await Publisher.PublishAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Sequencer.DisposeAsync();
        Publisher.Dispose();
    }
}
