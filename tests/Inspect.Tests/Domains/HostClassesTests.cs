using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Tests.Domains;

public sealed class HostClassesTests
{
    [Theory]
    [InlineData("bit.ly", HostClass.Shortener)]
    [InlineData("x.pages.dev", HostClass.Site)]
    [InlineData("pages.dev", HostClass.None)]
    [InlineData("www.weebly.com", HostClass.None)]
    [InlineData("storage.googleapis.com", HostClass.Storage)]
    [InlineData("bucket.s3.amazonaws.com", HostClass.Storage)]
    [InlineData("host.duckdns.org", HostClass.Dynamic)]
    [InlineData("gmail.com", HostClass.Freemail)]
    [InlineData("mail.gmail.com", HostClass.None)]
    [InlineData("photos.app.goo.gl", HostClass.None)]
    [InlineData("u1.ct.sendgrid.net", HostClass.Mailer)]
    [InlineData("kaede.app.link", HostClass.Mailer)]
    [InlineData("outlook.de", HostClass.Freemail)]
    [InlineData("example.com", HostClass.None)]
    [InlineData("", HostClass.None)]
    public void A_host_is_of_the_class_of_the_service_above_it(string host, object expected) => Assert.Equal(expected, HostClasses.Of(host));
}
