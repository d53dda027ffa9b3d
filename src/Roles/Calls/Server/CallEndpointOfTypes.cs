using System.Buffers;
using System.Text.Json;

namespace Sekisho.Roles.Calls.Server;

/// <summary>One call that is answered.</summary>
#pragma warning disable MA0048 // the generic sibling of CallEndpoint
#pragma warning disable CA1001 // a SemaphoreSlim whose wait handle is never taken holds nothing to dispose; the endpoint lives as long as the process
internal sealed class CallEndpoint<TRequest, TReply>(
    Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler) : CallEndpoint
#pragma warning restore CA1001, MA0048
{
    // The caller holds back what exceeds the limit, but there may be several callers, or one that does not keep to it.
    private readonly SemaphoreSlim _underWay = new(call.MaxConcurrentPerInstance);

    /// <inheritdoc/>
    public override string Name => call.Name;

    /// <inheritdoc/>
    public override int MaxRequestBytes => call.MaxRequestBytes;

    /// <inheritdoc/>
    public override long MaxContentBytes => call.MaxContentBytes;

    /// <inheritdoc/>
    public override TimeSpan Timeout => call.Timeout;

    /// <inheritdoc/>
    public override async Task AnswerAsync(CallExchange exchange)
    {
        await _underWay.WaitAsync(exchange.Aborted);
        try
        {
            var request = Read(await exchange.ReadJsonAsync());
            exchange.JsonIsRead();
            if (request is null) throw new CallException(CallFailure.Faulted, $"{call.Name}: the request is null.");
            var context = exchange.Context();
            var reply = await handler(context, request);
            await exchange.ReplyAsync(reply, call.ReplyType, context);
        }
        finally
        {
            _underWay.Release();
        }
    }

    private TRequest? Read(ReadOnlySequence<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return JsonSerializer.Deserialize(ref reader, call.RequestType);
        }
        catch (JsonException problem)
        {
            throw new CallException(CallFailure.Faulted, $"{call.Name}: the request is not the JSON that was agreed.", problem);
        }
    }
}
