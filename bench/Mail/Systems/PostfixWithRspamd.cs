namespace Sekisho.Bench.Mail.Systems;

/// <summary>The usual pair: Postfix asks Rspamd about every message before it answers the client.</summary>
internal sealed class PostfixWithRspamd : IMailSystem
{
    private readonly PostfixInstance _postfix;
    private readonly RspamdInstance _rspamd;

    private PostfixWithRspamd(PostfixInstance postfix, RspamdInstance rspamd)
    {
        _postfix = postfix;
        _rspamd = rspamd;
    }

    public string Name => _postfix.Name;

    public int Port => _postfix.Port;

    public IReadOnlyList<int> Processes => [.. _postfix.Processes, _rspamd.ProcessId];

    public static async Task<PostfixWithRspamd> StartAsync(string folder, PostfixKind kind, int relayPort, int resolverPort, CancellationToken cancellation)
    {
        var rspamd = await RspamdInstance.StartAsync(Path.Combine(folder, "rspamd"), resolverPort, isMilter: true, cancellation);
        try
        {
            return new PostfixWithRspamd(
                await PostfixInstance.StartAsync("Postfix + Rspamd", Path.Combine(folder, "postfix"), kind, relayPort, rspamd.Port, cancellation), rspamd);
        }
        catch
        {
            await rspamd.DisposeAsync();
            throw;
        }
    }

    public Task<long> PendingAsync(CancellationToken cancellation) => _postfix.PendingAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _postfix.DisposeAsync();
        await _rspamd.DisposeAsync();
    }
}
