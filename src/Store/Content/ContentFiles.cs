using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Files;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Contents;
using Sekisho.Store.Database;

namespace Sekisho.Store.Content;

/// <summary>
/// Large contents, a file each, in 32 folders by the last character of the message's identifier (which is random), so
/// that no folder grows huge. A file is on disk, and its folder too, before any row names it; what a crash leaves
/// between the two is removed at the next start.
/// </summary>
internal sealed class ContentFiles(string folder, Disk disk, ILogger log)
{
    private const string Shards = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Makes the folders.</summary>
    public void Prepare()
    {
        foreach (var shard in Shards)
            System.IO.Directory.CreateDirectory(
                Path.Combine(folder, shard.ToString()),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        FolderSync.Flush(folder);
    }

    /// <summary>Takes a content in: small ones into memory, large ones to disk.</summary>
    /// <param name="id">The message; well-formed.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="length">How many are announced.</param>
    /// <param name="smallBytes">Up to this size a content stays in memory.</param>
    /// <param name="key">The content's key: only what is sealed is kept or written. Wiped at the end.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CallException">Fewer or more bytes came than announced, or the disk does not take them.</exception>
    public async Task<IncomingContent> ReceiveAsync(string id, Stream content, long length, int smallBytes, byte[] key, CancellationToken cancellation)
    {
        try
        {
            return length <= smallBytes
                ? await ReceiveSmallAsync(id, content, (int)length, key, cancellation).ConfigureAwait(false)
                : await ReceiveLargeAsync(id, content, length, key, cancellation).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens a content; it stays readable although it is removed meanwhile.</summary>
    public FileStream Open(string name) =>
        new(Path.Combine(folder, name), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        });

    /// <summary>Unlinks a file that no row names (any more). A failure is not the caller's: the next start removes it.</summary>
    public void Remove(string name)
    {
        try
        {
            disk.Reached(DurabilityStep.BeforeUnlink);
            File.Delete(Path.Combine(folder, name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.UnlinkFailed(log, name, exception);
        }
    }

    /// <summary>Moves a file out of the store's way, into a folder beside the others.</summary>
    /// <exception cref="IOException">It cannot be moved; it then still is where it was.</exception>
    public void MoveAside(string name, string toFolder)
    {
        var target = Path.Combine(folder, toFolder, Path.GetFileName(name));
        System.IO.Directory.CreateDirectory(
            Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(Path.Combine(folder, name), target, overwrite: false);
    }

    /// <summary>Where files are that were moved aside.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Every file that is there, by the names rows use.</summary>
    public IEnumerable<string> All() =>
        from shard in Shards
        let path = Path.Combine(folder, shard.ToString())
        where System.IO.Directory.Exists(path)
        from file in System.IO.Directory.EnumerateFiles(path)
        select $"{shard}/{Path.GetFileName(file)}";

    private static async Task<IncomingContent> ReceiveSmallAsync(string id, Stream content, int length, byte[] key, CancellationToken cancellation)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (await content.ReadAtLeastAsync(bytes.AsMemory(0, length), length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) < length)
                throw Truncated(id);
            return new IncomingContent(ContentSealer.Seal(key, bytes.AsSpan(0, length)), null, length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private async Task<IncomingContent> ReceiveLargeAsync(string id, Stream content, long length, byte[] key, CancellationToken cancellation)
    {

        // The random part: a second attempt with the same identifier must not write over the first.
        var name = $"{id[^1]}/{id}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        try
        {
            await WriteAsync(id, name, content, length, key, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Remove(name);
            if (exception is not CallException && DiskRefusal.TryExplain(exception, out var refusal)) throw refusal;
            throw;
        }

        return new IncomingContent(default, name, length);
    }

    private async Task WriteAsync(string id, string name, Stream content, long length, byte[] key, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, name);
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using (file.ConfigureAwait(false))
        {
            if (await ContentSealer.SealAsync(key, content, file, cancellation).ConfigureAwait(false) != length) throw Truncated(id);
            disk.Reached(DurabilityStep.ContentWritten);
            file.Flush(flushToDisk: true);
        }

        disk.Reached(DurabilityStep.ContentFlushed);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
        disk.Reached(DurabilityStep.ContentDurable);
    }

    private static CallException Truncated(string id) =>
        new(CallFailure.Rejected, $"The content of message {id} ended before its announced length.");
}
