using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sekisho.Testing.Smtp;

/// <summary>The server's side of one connection, in the hands of a test.</summary>
public sealed class SmtpTestSession(Socket socket, int number, CancellationToken stop) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);
    private int _start;
    private int _end;

    /// <summary>From 1.</summary>
    public int Number => number;

    /// <summary>Set when the server is disposed.</summary>
    public CancellationToken Stop => stop;

    public bool IsTls => _stream is SslStream;

    /// <summary>Sends text; line ends are the caller's.</summary>
    public ValueTask SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async ValueTask SendAsync(byte[] bytes)
    {
        await _stream.WriteAsync(bytes, stop);
        await _stream.FlushAsync(stop);
    }

    /// <summary>The next line without its CRLF; null when the client has gone.</summary>
    public async Task<string?> ReadLineAsync()
    {
        var line = await ReadUntilAsync("\r\n"u8.ToArray());
        return line is null ? null : Encoding.UTF8.GetString(line);
    }

    /// <summary>Content after 354, without the end of data; null when the client goes before it.</summary>
    public async Task<byte[]?> ReadDataAsync()
    {
        // The CRLF of the DATA command line counts as the one before a dot at the very start.
        if (await PeekAsync(3) is [(byte)'.', (byte)'\r', (byte)'\n'])
        {
            _start += 3;
            return [];
        }

        return await ReadUntilAsync("\r\n.\r\n"u8.ToArray(), keep: 2);
    }

    public async Task<byte[]?> ReadBytesAsync(int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            if (_start == _end && !await FillAsync()) return null;
            var take = Math.Min(count - at, _end - _start);
            Array.Copy(_buffer, _start, bytes, at, take);
            _start += take;
            at += take;
        }

        return bytes;
    }

    public async Task StartTlsAsync(X509Certificate2 certificate, X509Certificate2Collection? others = null)
    {
        var tls = new SslStream(_stream);
        var context = SslStreamCertificateContext.Create(certificate, others, offline: true);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificateContext = context }, stop);
        TlsName = tls.TargetHostName;
        _stream = tls;
    }

    /// <summary>The name that the client wanted to speak with (SNI); null without TLS.</summary>
    public string? TlsName { get; private set; }

    /// <summary>Closes the connection without a word; pending bytes of the client make it a reset.</summary>
    public void Close() => _stream.Dispose();

    public void Dispose() => Close();

    /// <summary>Says and reads nothing more until the server is disposed or the client goes.</summary>
    public async Task HangAsync()
    {
        while (await FillAsync()) _start = _end = 0;
    }

    private async Task<byte[]?> PeekAsync(int count)
    {
        while (_end - _start < count)
            if (!await FillAsync()) return null;
        return _buffer[_start..(_start + count)];
    }

    private async Task<byte[]?> ReadUntilAsync(byte[] end, int keep = 0)
    {
        var bytes = new List<byte>();
        while (true)
        {
            if (_start == _end && !await FillAsync()) return null;
            bytes.Add(_buffer[_start++]);
            if (bytes[^1] == end[^1] && bytes.Count >= end.Length && bytes.GetRange(bytes.Count - end.Length, end.Length).SequenceEqual(end))
                return [.. bytes.Take(bytes.Count - end.Length + keep)];
        }
    }

    private async Task<bool> FillAsync()
    {
        if (_start == _end) _start = _end = 0;
        try
        {
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), stop);
            _end += read;
            return read > 0;
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }
}
