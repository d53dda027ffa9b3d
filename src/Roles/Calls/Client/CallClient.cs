using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net.Sockets;
using System.Text.Json;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Calls.Client;

/// <summary>
/// Makes calls over Unix sockets. A call goes to the instance with the fewest calls under way; to another one only
/// when surely nothing was sent. See this project's README for what each failure means.
/// </summary>
internal sealed class CallClient : ICallClient, IDisposable
{
    /// <summary>The most instances of a role: they are counted in the bits of a word.</summary>
    public const int MostInstances = 64;

    /// <summary>The most calls of one kind that wait for a place; one more fails as overloaded. Bounds what a slow callee can pile up here.</summary>
    private const int MostWaiting = 1024;

    private static readonly TimeSpan ConnectRetry = TimeSpan.FromMilliseconds(5);

    private readonly FrozenDictionary<RoleKind, CalleeInstance[]> _callees;
    private readonly ConcurrentDictionary<(string Name, RoleKind Callee), CallRoute> _routes = new();
    private readonly string _token;
    private readonly TimeProvider _clock;

    public CallClient(string token, IEnumerable<CalleeAddress> callees, TimeProvider clock)
    {
        _token = token;
        _clock = clock;
        _callees = callees.GroupBy(address => address.Role)
            .ToFrozenDictionary(group => group.Key, group => group.Select(address => new CalleeInstance(address, clock)).ToArray());
        if (_callees.Values.Any(instances => instances.Length > MostInstances))
            throw new ArgumentException($"A role has at most {MostInstances} instances.", nameof(callees));
    }

    /// <inheritdoc/>
    public async ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var lease = await ExchangeAsync(call, request, content, cancellation);
        try
        {
            var (reply, contentBytes) = await ReadReplyAsync(call, lease, cancellation);
            // Content that nobody wants is not read: the connection ends with it.
            lease.Reusable &= contentBytes == 0;
            return reply;
        }
        finally
        {
            lease.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) => OpenAsync(call, request, default, cancellation);

    /// <inheritdoc/>
    public async ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var lease = await ExchangeAsync(call, request, content, cancellation);
        try
        {
            var (reply, contentBytes) = await ReadReplyAsync(call, lease, cancellation);
            lease.EndCancellation();
            lease.Connection.EndTime();
            var stream = new ReplyContent(lease, contentBytes, call.Timeout);
            return new ContentReply<TReply>(reply, stream, stream.DisposeAsync);
        }
        catch
        {
            lease.Reusable = false;
            lease.Release();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var instance in _callees.Values.SelectMany(instances => instances)) instance.Dispose();
    }

    /// <summary>Finds a place, sends, and reads the head of the reply. A failure told by the callee is thrown.</summary>
    private async ValueTask<CallLease> ExchangeAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (content.Length > call.MaxContentBytes)
            throw new CallException(CallFailure.TooLarge, $"{call.Name}: {content.Length} content bytes; the limit is {call.MaxContentBytes}.");
        var route = RouteOf(call.Name, call.Callee, call.MaxConcurrentPerInstance);
        var deadline = _clock.GetTimestamp() + (long)(call.Timeout.TotalSeconds * _clock.TimestampFrequency);
        ulong refused = 0;
        while (true)
        {
            if (refused == route.All) throw new CallException(CallFailure.Unavailable, $"{call.Name}: nobody answers at {route.Sockets}.");
            var index = await EnterAsync(route, refused, deadline, call.Name, cancellation);
            var lease = await ConnectAsync(route, index, reuse: true, deadline, cancellation);
            while (lease is not null)
            {
                var reply = await TryExchangeAsync(lease, call, request, content, deadline, cancellation);
                if (reply) return lease;
                // A kept connection was closed by its callee meanwhile, before a byte was sent; a new one tells whether it is there.
                var wasNew = lease.IsNew;
                lease.ReleaseConnection();
                lease = wasNew ? null : await ConnectAsync(route, index, reuse: false, deadline, cancellation);
            }

            route.Instances[index].WasRefused();
            route.Gate.Leave(index);
            refused |= 1UL << index;
        }
    }

    /// <summary>Waits for a place at an instance that was not refused.</summary>
    private async ValueTask<int> EnterAsync(CallRoute route, ulong refused, long deadline, string name, CancellationToken cancellation)
    {
        var now = _clock.GetTimestamp();
        var index = route.Gate.TryEnter(refused, now, out var waiter);
        if (index >= 0) return index;
        if (waiter is null) throw new CallException(CallFailure.Overloaded, $"{name}: {MostWaiting} calls wait already.");
        try
        {
            var left = TimeSpan.FromSeconds((double)Math.Max(0, deadline - now) / _clock.TimestampFrequency);
            return await waiter.Given.Task.WaitAsync(left, _clock, cancellation);
        }
        catch (TimeoutException)
        {
            route.Gate.GiveUp(waiter);
            // Not TimedOut: surely nothing was done.
            throw new CallException(CallFailure.Overloaded, $"{name}: no place in the call's time; every instance is busy.");
        }
        catch (OperationCanceledException)
        {
            route.Gate.GiveUp(waiter);
            throw;
        }
    }

    /// <returns>Null when nobody listens there.</returns>
    private async ValueTask<CallLease?> ConnectAsync(CallRoute route, int index, bool reuse, long deadline, CancellationToken cancellation)
    {
        var instance = route.Instances[index];
        if (reuse && instance.TakeIdle() is { } idle) return new CallLease(route, index, idle, isNew: false);
        if (!reuse) instance.CloseIdle(); // one was stale, so all are
        while (true)
        {
            try
            {
                return new CallLease(route, index, instance.Connect(), isNew: true);
            }
            catch (SocketException problem) when (problem.SocketErrorCode != SocketError.WouldBlock)
            {
                return null;
            }
            catch (SocketException)
            {
                // EAGAIN of connect(2): it listens, but so many connect at once that its queue is full for the moment.
            }

            if (_clock.GetTimestamp() >= deadline || cancellation.IsCancellationRequested)
            {
                route.Gate.Leave(index);
                cancellation.ThrowIfCancellationRequested();
                throw new CallException(CallFailure.Overloaded, $"{instance.Address.Instance}: too many connect at once.");
            }

            await Task.Delay(ConnectRetry, _clock, CancellationToken.None);
        }
    }

    /// <returns>False when surely nothing was sent; otherwise the head of a good reply is in the lease, or the failure is thrown.</returns>
    private async ValueTask<bool> TryExchangeAsync<TRequest, TReply>(
        CallLease lease, Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content, long deadline, CancellationToken cancellation)
    {
        var connection = lease.Connection;
        try
        {
            Write(connection.Request, lease.Route, call, request, content.Length);
            connection.BeginTime(TimeSpan.FromSeconds(Math.Max(0.001, (double)(deadline - _clock.GetTimestamp()) / _clock.TimestampFrequency)));
            lease.BeginCancellation(cancellation);
            lease.Head = await connection.ExchangeAsync(content);
            lease.Reusable = !lease.Head.Closes;
            if (lease.Head.Status == 200) return true;
            throw await ReadFailureAsync(lease, call.Name);
        }
        catch (Exception problem)
        {
            var unsent = !connection.HasSent && problem is IOException or SocketException or ObjectDisposedException;
            if (unsent && !connection.TimedOut && !cancellation.IsCancellationRequested)
            {
                lease.Reusable = false;
                return false;
            }

            if (problem is not CallException) lease.Reusable = false;
            lease.Release();
            throw Translate(problem, lease, call.Name, call.Timeout, cancellation);
        }
    }

    private static void Write<TRequest, TReply>(
        WireBuffer buffer, CallRoute route, Call<TRequest, TReply> call, TRequest request, long contentBytes)
    {
        // The length of the body is known only after its JSON part: leave a fixed width for it (leading zeros are digits, RFC 9110 §8.6).
        buffer.Clear();
        buffer.Append(route.Head);
        var lengthAt = buffer.Length;
        buffer.Append("0000000000000000\r\n"u8);
        if (call.Behalf is { } behalf) buffer.Append(System.Text.Encoding.ASCII.GetBytes($"{BehalfText.Header}: {BehalfText.Write(behalf)}\r\n"));
        buffer.Append("\r\n"u8);
        var bodyAt = buffer.Length;
        buffer.AppendJson(request, call.RequestType);
        var jsonBytes = buffer.Length - bodyAt - CallWire.LengthBytes;
        if (jsonBytes > call.MaxRequestBytes)
            throw new CallException(CallFailure.TooLarge, $"{call.Name}: a JSON part of {jsonBytes} bytes; the limit is {call.MaxRequestBytes}.");
        (buffer.Length - bodyAt + contentBytes).TryFormat(buffer.Written.Span.Slice(lengthAt, 16), out _, "D16");
    }

    /// <summary>Reads the JSON part of a good reply.</summary>
    /// <returns>The value, and how many content bytes follow.</returns>
    private static async ValueTask<(TReply Reply, long ContentBytes)> ReadReplyAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, CallLease lease, CancellationToken cancellation)
    {
        try
        {
            var bodyBytes = lease.Head.BodyBytes;
            if (bodyBytes < CallWire.LengthBytes) throw new InvalidDataException("The reply has no JSON part.");
            var jsonBytes = BinaryPrimitives.ReadUInt32BigEndian((await lease.Connection.ReadAsync(CallWire.LengthBytes)).Span);
            if (jsonBytes > CallWire.LargestReplyBytes || jsonBytes > bodyBytes - CallWire.LengthBytes)
                throw new InvalidDataException("The JSON part of the reply is too long.");
            var json = await lease.Connection.ReadAsync((int)jsonBytes);
            var reply = JsonSerializer.Deserialize(json.Span, call.ReplyType) ?? throw new InvalidDataException("The reply is null.");
            return (reply, bodyBytes - CallWire.LengthBytes - jsonBytes);
        }
        catch (Exception problem)
        {
            lease.Reusable = false;
            throw Translate(problem, lease, call.Name, call.Timeout, cancellation);
        }
    }

    private static async ValueTask<CallException> ReadFailureAsync(CallLease lease, string name)
    {
        var head = lease.Head;
        var failure = CallWire.FailureOf(head.Status);
        if (head.BodyBytes is 0 or > 16 * 1024)
        {
            lease.Reusable = false;
            return new CallException(failure, $"{name}: the callee answers with status {head.Status}.");
        }

        var json = await lease.Connection.ReadAsync((int)head.BodyBytes);
        try
        {
            var body = JsonSerializer.Deserialize(json.Span, WireJson.Default.FailureBody);
            return new CallException(failure, body?.Message ?? $"{name}: the callee answers with status {head.Status}.");
        }
        catch (JsonException)
        {
            return new CallException(failure, $"{name}: the callee answers with status {head.Status}.");
        }
    }

    private static Exception Translate(Exception problem, CallLease lease, string name, TimeSpan timeout, CancellationToken cancellation) => problem switch
    {
        CallException => problem,
        _ when cancellation.IsCancellationRequested => new OperationCanceledException($"{name}: cancelled.", problem, cancellation),
        _ when lease.Connection.TimedOut =>
            new CallException(CallFailure.TimedOut, $"{name}: no reply of {lease.Instance} in {timeout.TotalSeconds:0.#} seconds.", problem),
        JsonException or InvalidDataException =>
            new CallException(CallFailure.Faulted, $"{name}: the reply of {lease.Instance} cannot be read: {problem.Message}", problem),
        IOException or SocketException or ObjectDisposedException =>
            new CallException(CallFailure.Interrupted, $"{name}: {lease.Instance} went away before its reply.", problem),
        _ => problem,
    };

    private CallRoute RouteOf(string name, RoleKind callee, int maxPerInstance)
    {
        if (_routes.TryGetValue((name, callee), out var route)) return route;
        if (!_callees.TryGetValue(callee, out var instances))
            throw new CallException(CallFailure.NotAllowed, $"{name}: this process knows no socket of {RoleTable.NameOf(callee)}.");
        return _routes.GetOrAdd((name, callee), new CallRoute(name, callee, _token, instances, maxPerInstance, MostWaiting));
    }
}
