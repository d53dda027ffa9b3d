using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>Sends mail as a person who logs in, over TLS from the first byte; not built on the product's SMTP library.</summary>
public static class SubmissionClient
{
    public const string Password = "a long password of Ann 4711";

    /// <summary>Sends one short message from an account.</summary>
    /// <param name="address">Where the system takes it, "HOST:PORT".</param>
    /// <param name="account">Who logs in, and the author.</param>
    /// <param name="recipients">To whom.</param>
    /// <param name="network">Where the system lives; null: here.</param>
    /// <param name="message">Which message, with all its line ends; null: a short one.</param>
    public static async Task SendAsync(string address, string account, IReadOnlyList<string> recipients, PrivateNetwork? network = null, string? message = null)
    {
        var socket = network is null ? Make() : network.Run(Make);
        await socket.ConnectAsync(IPEndPoint.Parse(address));
#pragma warning disable CA5359 // The certificate is the one that the system has made for itself.
        await using var tls = new SslStream(new NetworkStream(socket, ownsSocket: true), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync("mx.sekisho.test");
        using var reader = new StreamReader(tls, Encoding.ASCII);
        await SayAsync(null, "220");
        await SayAsync("EHLO desk.test", "250");
        await SayAsync("AUTH PLAIN " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"\0{account}\0{Password}")), "235");
        await SayAsync($"MAIL FROM:<{account}>", "250");
        foreach (var recipient in recipients) await SayAsync($"RCPT TO:<{recipient}>", "250");
        await SayAsync("DATA", "354");
        message ??= $"From: <{account}>\r\nTo: <{recipients[0]}>\r\nSubject: hello\r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\n\r\nHello.\r\n";
        await SayAsync(message + ".", "250");
        await SayAsync("QUIT", "221");

        async Task SayAsync(string? line, string expected)
        {
            if (line is not null) await tls.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
            string reply;
            do reply = await reader.ReadLineAsync() ?? "(closed)";
            while (reply.Length > 3 && reply[3] == '-');
            Assert.StartsWith(expected, reply, StringComparison.Ordinal);
        }
    }

    private static Socket Make() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
