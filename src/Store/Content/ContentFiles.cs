using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Files;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;

namespace Sekisho.Store.Content;

/// <summary>
/// Large contents, a file each, in 32 folders by the last character of the message's identifier (which is random), so
/// that no folder grows huge. A file is on disk, and its folder too, before any row names it; what a crash leaves
/// between the two is removed at the next start.
/// </summary>
internal sealed class ContentFiles(string folder, Disk disk, ILogger log)
{
    /// <summary>What one incoming stream holds in memory at most.</summary>
    private const int BufferBytes = 128 * 1024;

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
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CallException">Fewer or more bytes came than announced, or the disk does not take them.</exception>
    public async Task<IncomingContent> ReceiveAsync(string id, Stream content, long length, int smallBytes, CancellationToken cancellation)
    {
        if (length <= smallBytes)
        {
            var bytes = new byte[length];
            if (await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) < length)
                throw Truncated(id);
            return new IncomingContent(bytes, null, length);
        }

        // The random part: a second attempt with the same identifier must not write over the first.
        var name = $"{id[^1]}/{id}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        try
        {
            await WriteAsync(id, name, content, length, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Remove(name);
            if (exception is not CallException && DiskRefusal.TryExplain(exception, out var refusal)) throw refusal;
            throw;
        }

        return new IncomingContent(default, name, length);
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

    private async Task WriteAsync(string id, string name, Stream content, long length, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, name);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
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
                var left = length;
                while (left > 0)
                {
                    var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferBytes)), cancellation).ConfigureAwait(false);
                    if (read == 0) throw Truncated(id);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
                    left -= read;
                }

                disk.Reached(DurabilityStep.ContentWritten);
                file.Flush(flushToDisk: true);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        disk.Reached(DurabilityStep.ContentFlushed);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
        disk.Reached(DurabilityStep.ContentDurable);
    }

    private static CallException Truncated(string id) =>
        new(CallFailure.Rejected, $"The content of message {id} ended before its announced length.");
}
