using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sekisho.Flow.Tests.Support;
using Sekisho.Testing;
using Xunit.Abstractions;

namespace Sekisho.Flow.Tests;

/// <summary>Real mail through the whole system: every message is accounted for.</summary>
public sealed class RelayCorpusTests(ITestOutputHelper output)
{
    private const int Phishing = 700, Ham = 560, Spam = 300;

    [CorpusFact("mail/phishing")]
    public async Task Every_real_message_is_relayed_unchanged_or_held_or_refused_with_a_reason()
    {
        var files = ((string[])["mail/phishing", "mail/ham", "mail/spam"]).SelectMany(folder => Corpora.Files(folder, "*.eml")).ToList();
        Assert.Equal(Phishing + Ham + Spam, files.Count);
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess { Workers = 2 };
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("corpus", "corpus.test", sink.Address, "--relay-tls", "none");

        var replies = new ConcurrentDictionary<string, string>();
        var expected = new ConcurrentDictionary<string, byte[]>();
        await Parallel.ForEachAsync(files.Chunk(100), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (chunk, cancellation) =>
        {
            await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx, cancellation);
            foreach (var file in chunk)
            {
                var message = WireForm.WithCrLf(await File.ReadAllBytesAsync(file, cancellation));
                var name = NameOf(file);
                expected[name] = message;
                replies[name] = await client.SendMessageAsync("sender@elsewhere.test", [$"{name}@corpus.test"], WireForm.Stuffed(message), cancellation);
                if (!replies[name].StartsWith('2')) await client.CommandAsync("RSET", "250", cancellation);
            }
        });

        var accepted = replies.Where(reply => reply.Value.StartsWith("250", StringComparison.Ordinal)).Select(reply => reply.Key).ToList();
        var refused = replies.Where(reply => reply.Value.StartsWith('5')).ToList();
        var held = await sekisho.JsonAsync("quarantine", "list");
        await SinkServer.WaitAsync(() => sink.Count >= accepted.Count - held.Count, TimeSpan.FromMinutes(2));
        foreach (var item in held) Assert.NotEmpty(item.GetProperty("verdict").GetProperty("reasons").EnumerateArray());
        foreach (var message in sink.Messages)
        {
            var name = Assert.Single(message.Recipients).Split('@')[0];
            AssertUnchanged(name, expected[name], message.Content);
        }

        output.WriteLine($"sent {files.Count}: delivered {sink.Count}, held {held.Count}, refused {refused.Count}");
        Console.WriteLine($"figure: relay of real mail: sent {files.Count}, delivered {sink.Count}, held {held.Count}, refused {refused.Count}");
        foreach (var group in refused.GroupBy(reply => reply.Value.Split(' ')[1])) output.WriteLine($"  refused {group.Key}: {group.Count()}, for instance {group.First().Value}");
        Assert.Equal(files.Count, sink.Count + held.Count + refused.Count);
        Assert.Equal(sink.Count, sink.Messages.Select(message => message.Recipients[0]).Distinct().Count());
        var delivered = sink.Messages.Select(message => message.Recipients[0].Split('@')[0]).ToHashSet(StringComparer.Ordinal);
        var goodHeld = Corpora.Files("mail/ham", "*.eml").Select(NameOf).Where(name => !delivered.Contains(name)).ToList();
        Assert.True(goodHeld.Count <= Ham / 100, $"good mail was not delivered: {string.Join(", ", goodHeld)}");
    }

    /// <summary>A file's name as the local part of an address.</summary>
    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file).Replace(".", "-", StringComparison.Ordinal);

    private static void AssertUnchanged(string name, byte[] sent, byte[] delivered)
    {
        var headers = delivered.Length - sent.Length;
        Assert.True(headers > 0, $"{name}: no trace headers");
        Assert.True(delivered.AsSpan(headers).SequenceEqual(sent), $"{name}: content changed; SHA-256 sent {Convert.ToHexString(SHA256.HashData(sent))}");
        Assert.StartsWith("Received: ", System.Text.Encoding.ASCII.GetString(delivered, 0, 10), StringComparison.Ordinal);
    }
}
