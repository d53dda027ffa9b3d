using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Sekisho.Dns.Messages;

namespace Sekisho.Dns.Resolving;

/// <summary>One query to one server and its answer, over a socket of its own: the system gives it a random port.</summary>
internal static class Exchange
{
    // Somebody who sends so many wrong answers is guessing: TCP cannot be guessed into.
    private const int MaxForeignDatagrams = 16;

    private const int DatagramBufferBytes = 4096;

    public static async Task<(ExchangeEnd End, DnsMessage? Message)> OverUdpAsync(IPEndPoint server, DnsQuery query, TimeSpan limit, TimeProvider clock, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(DatagramBufferBytes);
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

            // Connected: the kernel drops what comes from any other address or port.
            await socket.ConnectAsync(server, both.Token);
            await socket.SendAsync(query.Bytes, SocketFlags.None, both.Token);
            for (var foreign = 0; foreign < MaxForeignDatagrams; foreign++)
            {
                var length = await socket.ReceiveAsync(buffer.AsMemory(0, DatagramBufferBytes), SocketFlags.None, both.Token);
                if (Take(query, buffer.AsSpan(0, length)) is { } result) return result;
            }

            return (ExchangeEnd.UseTcp, null);
        }
        catch (OperationCanceledException)
        {
            return (ExchangeEnd.Silent, null);
        }
        catch (SocketException)
        {
            return (ExchangeEnd.Unreachable, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static async Task<(ExchangeEnd End, DnsMessage? Message)> OverTcpAsync(IPEndPoint server, DnsQuery query, TimeSpan limit, TimeProvider clock, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(2 + ushort.MaxValue);
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server, both.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)query.Bytes.Length);
            query.Bytes.CopyTo(buffer.AsMemory(2));
            await stream.WriteAsync(buffer.AsMemory(0, 2 + query.Bytes.Length), both.Token);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, 2), both.Token);
            var length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, length), both.Token);
            if (query.Match(buffer.AsSpan(0, length)) == AnswerMatch.Foreign || !DnsMessageReader.TryRead(buffer.AsSpan(0, length), out var message) || message!.IsTruncated)
                return (ExchangeEnd.Unreadable, null);
            return (ExchangeEnd.Answered, message);
        }
        catch (OperationCanceledException)
        {
            return (ExchangeEnd.Silent, null);
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            return (ExchangeEnd.Unreachable, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What a datagram means, or null when it is not ours and the wait goes on.</summary>
    private static (ExchangeEnd End, DnsMessage? Message)? Take(DnsQuery query, ReadOnlySpan<byte> datagram)
    {
        switch (query.Match(datagram))
        {
            case AnswerMatch.Foreign: return null;
            case AnswerMatch.OtherCase: return (ExchangeEnd.UseTcp, null);
            case AnswerMatch.Ours when datagram.Length == DatagramBufferBytes: return (ExchangeEnd.UseTcp, null);
            default:
                if (!DnsMessageReader.TryRead(datagram, out var message)) return (ExchangeEnd.Unreadable, null);
                return message!.IsTruncated ? (ExchangeEnd.UseTcp, null) : (ExchangeEnd.Answered, message);
        }
    }
}
