using Sekisho.Commands.Send;
using Sekisho.Configuration.Values;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Tests.Commands.Send;

public sealed class SendSessionTests
{
    [Fact]
    public async Task A_password_is_never_sent_in_clear()
    {
        await using var server = ScriptedSmtpServer.Start();
        Assert.True(HostPort.TryParse(server.Address, out var at));
        using var folder = new TemporaryFolder("send");
        var file = folder["message.eml"];
        await File.WriteAllTextAsync(file, "Subject: a\n\n");
        await using (var session = new SendSession(
            new SendPlan { To = new ListenAddress(at, ImplicitTls: false), Helo = "t.example", From = "", Recipients = ["a@x.example"], User = "a@x.example", Password = "secret", CurrentFolder = "/" },
            TimeProvider.System))
        {
            var result = await session.SendAsync(file, CancellationToken.None);
            Assert.False(result.Accepted);
            Assert.Contains("STARTTLS", result.Reply, StringComparison.Ordinal);
        }

        Assert.Empty(server.Messages);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(server.Commands, command => command.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase));
    }
}
