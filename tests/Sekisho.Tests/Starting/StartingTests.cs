using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Configuration;
using Sekisho.Configuration.Values;
using Sekisho.Starting;

namespace Sekisho.Tests.Starting;

public sealed class StartingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mx1.example.org", "mx1.example.org")]
    [InlineData("MX1.Example.ORG.", "mx1.example.org")]
    [InlineData("localhost", "localhost.localdomain")]
    [InlineData("7f3c2a", "7f3c2a.localdomain")]
    [InlineData("", "localhost.localdomain")]
    [InlineData("bad name", "localhost.localdomain")]
    [InlineData("関所", "localhost.localdomain")]
    public void The_machines_name_becomes_a_full_one(string machine, string expected) => Assert.Equal(expected, HostName.Of(machine));

    [Fact]
    public void A_new_data_folder_is_its_owners_only_and_one_open_to_others_is_closed()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var path = Path.Combine(_folder, "a", "data");
        Assert.Null(DataFolder.Prepare(path));
        Assert.Equal(ownerOnly, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, ownerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Assert.Null(DataFolder.Prepare(path));
        Assert.Equal(ownerOnly, File.GetUnixFileMode(path));
        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public void A_file_in_the_place_of_the_data_folder_is_told()
    {
        var path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "");
        Assert.Contains("--data", DataFolder.Prepare(path), StringComparison.Ordinal);
        Assert.Contains("--data", DataFolder.Prepare(Path.Combine(path, "below")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_signed_certificate_is_made_once_with_the_hosts_name_and_a_key_of_its_owners_only()
    {
        var first = SelfSigned.Ensure(_folder, "mx.example.org", TimeProvider.System);
        Assert.True(first.Made);
        Assert.Null(SelfSigned.Check(first.Certificate, first.Key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(first.Key));
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(first.Certificate);
        Assert.True(certificate.MatchesHostname("mx.example.org"));
        Assert.True(certificate.MatchesHostname("localhost"));
        var bytes = File.ReadAllBytes(first.Key);
        Assert.False(SelfSigned.Ensure(_folder, "mx.example.org", TimeProvider.System).Made);
        Assert.Equal(bytes, File.ReadAllBytes(first.Key));
    }

    [Fact]
    public void A_certificate_without_its_key_is_made_anew_and_a_foreign_key_is_told()
    {
        var first = SelfSigned.Ensure(_folder, "mx.example.org", TimeProvider.System);
        File.Delete(first.Key);
        Assert.True(SelfSigned.Ensure(_folder, "mx.example.org", TimeProvider.System).Made);
        var other = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        var second = SelfSigned.Ensure(other, "mx.example.org", TimeProvider.System);
        Assert.Contains("cannot be used", SelfSigned.Check(first.Certificate, second.Key), StringComparison.Ordinal);
        Assert.Contains("cannot be used", SelfSigned.Check("/nowhere.pem", second.Key), StringComparison.Ordinal);
    }

    [Fact]
    public void A_taken_port_is_told_with_its_setting_and_the_demonstration_takes_a_free_one()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = new ListenAddress(new HostPort("127.0.0.1", ((IPEndPoint)taken.LocalEndpoint).Port), ImplicitTls: false);
        var config = new SekishoConfig
        {
            Mx = new() { Listen = [address] },
            Submission = new() { Listen = [new ListenAddress(new HostPort("127.0.0.1", 0), ImplicitTls: true)] },
        };
        var problem = Assert.Single(Doors.Problems(config));
        Assert.Contains($"{address} of mx.listen is taken", problem, StringComparison.Ordinal);
        var told = new List<string>();
        var free = Doors.WithFreePorts(config, told.Add);
        Assert.Equal(0, free.Mx.Listen[0].At.Port);
        Assert.Single(told);
        Assert.Empty(Doors.Problems(free));
    }

    [Fact]
    public void An_address_of_another_machine_is_told()
    {
        var config = new SekishoConfig { Mx = new() { Listen = [new ListenAddress(new HostPort("192.0.2.1", 2525), ImplicitTls: false)] }, Submission = new() { Listen = [] } };
        Assert.Contains("no address of this machine", Assert.Single(Doors.Problems(config)), StringComparison.Ordinal);
    }
}
