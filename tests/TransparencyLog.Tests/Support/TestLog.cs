using System.Buffers.Binary;
using Sekisho.Kernel.Cryptography;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Tests.Support;

/// <summary>A log in a folder of its own, written the simple way.</summary>
internal sealed class TestLog : IDisposable
{
    private readonly List<byte[]> _entries = [];
    private readonly GrowingTree _tree;

    public TestLog(string origin = "log.example", Func<long, byte[]>? entry = null)
    {
        Folder = Directory.CreateTempSubdirectory("sekisho-log-").FullName;
        Tiles = new FolderTiles(Folder);
        EntryOf = entry ?? SlowTree.Entry;
        _tree = new GrowingTree((tile, hashes) => Write(tile.ToString(), hashes));
        Signer = new Ed25519NoteSigner(origin, Keys.Seed(origin), Keys.Ed25519);
        Verifier = Signer.Key.Verifier(Keys.Ed25519)!;
    }

    public string Folder { get; }

    public FolderTiles Tiles { get; }

    public Ed25519NoteSigner Signer { get; }

    public INoteVerifier Verifier { get; }

    public Func<long, byte[]> EntryOf { get; }

    public Checkpoint Head => new(Signer.Name, _tree.Size, _tree.Root());

    public SignedNote Note => SignedNote.Sign(Head.ToString(), Signer);

    public TestLog GrowTo(long size)
    {
        while (_tree.Size < size)
        {
            var entry = EntryOf(_tree.Size);
            _entries.Add(entry);
            var leaf = TreeHash.OfLeaf(entry);
            _tree.Append(in leaf);
            if (_entries.Count == TilePath.FullWidth) WriteBundle();
        }

        foreach (var (tile, hashes) in _tree.Partials()) Write(tile.ToString(), hashes);
        if (_entries.Count > 0) Write(TileGrid.At(TilePath.Entries, size / 256, size).ToString(), Bundle());
        Write("checkpoint", System.Text.Encoding.UTF8.GetBytes(Note.ToString()));
        return this;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Flip(string file, int at = 0, byte mask = 1)
    {
        var bytes = File.ReadAllBytes(PathOf(file));
        bytes[at] ^= mask;
        File.WriteAllBytes(PathOf(file), bytes);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void WriteBundle()
    {
        Write(new TilePath(TilePath.Entries, (_tree.Size / 256) - 1, 256).ToString(), Bundle());
        _entries.Clear();
    }

    private byte[] Bundle()
    {
        var bytes = new List<byte>();
        Span<byte> length = stackalloc byte[2];
        foreach (var entry in _entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
            bytes.AddRange(length);
            bytes.AddRange(entry);
        }

        return [.. bytes];
    }

    private void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllBytes(PathOf(path), bytes);
    }
}

internal static class Keys
{
    public static IEd25519 Ed25519 { get; } = Load();

    public static byte[] Seed(string name) => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name));

    private static LibcryptoEd25519 Load() => LibcryptoEd25519.TryLoad(out var loaded, out var problem) ? loaded : throw new InvalidOperationException(problem);
}
