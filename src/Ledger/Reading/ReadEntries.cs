using System.Text;
using Sekisho.Ledger.Publishing;
using Sekisho.Roles.Calls;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Reading;

/// <summary>Answers what the operator asks of the log. Reads only what is published, so it publishes first.</summary>
internal sealed class ReadEntries(FolderTiles tiles, Publisher publisher, string vkey)
{
    /// <summary>One reply takes no more of entries, in bytes.</summary>
    private const int MostReplyBytes = 4 * 1024 * 1024;

    public async ValueTask<CheckpointReply> CheckpointAsync()
    {
        var published = await PublishAsync();
        return new CheckpointReply(published.Head.Origin, published.Head.Size, published.Head.Root.ToString(), vkey, published.Note.ToString());
    }

    public async ValueTask<ProveReply> ProveAsync(ProveRequest request)
    {
        var published = request.Index < publisher.Published.Head.Size ? publisher.Published : await PublishAsync();
        if (request.Index < 0 || request.Index >= published.Head.Size)
            throw new CallException(CallFailure.Rejected, $"There is no entry {request.Index}: the log has {published.Head.Size}.");
        var hashes = InclusionProof.Make(request.Index, new TreeReader(tiles, published.Head.Size))
            ?? throw new CallException(CallFailure.Rejected, "A tile of the log is missing or damaged; 'sekisho ledger verify' says which.");
        return new ProveReply(request.Index, EntryAt(request.Index, published.Head.Size), new TlogProof(request.Index, hashes, published.Note, default).ToString());
    }

    public async ValueTask<ReadReply> ReadAsync(ReadRequest request)
    {
        var count = Math.Clamp(request.Count, 0, ReadRequest.MaxCount);
        var published = request.From + count <= publisher.Published.Head.Size ? publisher.Published : await PublishAsync();
        var size = published.Head.Size;
        var index = Math.Max(Math.Max(0, request.From), publisher.Pruned / TilePath.FullWidth * TilePath.FullWidth);
        var first = Math.Min(index, size);
        var entries = new List<string>();
        var bytes = 0;
        while (index < size && entries.Count < count && bytes < MostReplyBytes)
        {
            var bundle = ReadBundle(index, size);
            for (var i = (int)(index % TilePath.FullWidth); i < bundle.Count && entries.Count < count; i++, index++)
            {
                entries.Add(bundle[i]);
                bytes += bundle[i].Length;
            }
        }

        return new ReadReply(size, first, entries);
    }

    private List<string> ReadBundle(long index, long size)
    {
        var tile = TileGrid.At(TilePath.Entries, index / TilePath.FullWidth, size);
        ReadOnlySpan<byte> rest = tiles.ReadBundle(tile);
        var entries = new List<string>();
        while (entries.Count < tile.Width && EntryBundle.TryTake(ref rest, out var entry))
        {
            entries.Add(Encoding.UTF8.GetString(entry));
        }

        return entries.Count == tile.Width
            ? entries
            : throw new CallException(CallFailure.Rejected, $"{tile} is missing or damaged; 'sekisho ledger verify' says more.");
    }

    private byte[]? EntryAt(long index, long size)
    {
        var bundle = tiles.ReadBundle(TileGrid.At(TilePath.Entries, index / TilePath.FullWidth, size));
        return bundle is not null && EntryBundle.TryGet(bundle, (int)(index % TilePath.FullWidth), out var entry) ? entry.ToArray() : null;
    }

    private async ValueTask<TransparencyLog.Checkpoints.SignedCheckpoint> PublishAsync()
    {
        try
        {
            return await publisher.PublishAsync();
        }
        catch (IOException problem)
        {
            throw new CallException(CallFailure.Overloaded, "The log could not be published: " + problem.Message, problem);
        }
    }
}
