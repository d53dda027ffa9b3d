using System.Text;

namespace Sekisho.Fuzz.Targets;

/// <summary>Messages and values to start from, one for each thing the reader knows.</summary>
internal static class MimeSeeds
{
    public static IReadOnlyList<byte[]> Messages { get; } = [.. MessageTexts().SelectMany(text => new[] { Latin1(text), Latin1(text.Replace("\n", "\r\n", StringComparison.Ordinal)) })];

    public static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static IEnumerable<string> MessageTexts()
    {
        yield return "From: a@example.com\nTo: b@example.org\nSubject: =?utf-8?B?44GT44KT?= =?utf-8?Q?=E3=81=AB?=\nDate: Tue, 1 Jul 2003 10:52:37 +0200\n\nHello\n";
        yield return "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\npre\n--b\nContent-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B$3$s\x1b(B\n--b\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename*0*=utf-8''%E2%82; filename*1*=%AC.pdf\n\nSGVsbG8=\nAAAA\n--b--\nepilogue\n";
        yield return "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: multipart/related; boundary=xy\n\n--xy\nContent-Transfer-Encoding: quoted-printable\n\na=20b=\n=ZZ\n--xy--\n--x\nContent-Type: text/html; charset=utf-7\n\n+ADw-b+AD4-\n--x--\n";
        yield return "Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: one\n\ntext\n--d\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW4KQ29udGVudC1UeXBlOiBtdWx0aXBhcnQvbWl4ZWQ7IGJvdW5kYXJ5PXEKCi0tcQoKeAotLXEtLQo=\n--d--\n";
        yield return "From b@example.org Tue Jul  1\nSubject : spaced\nno colon here\nContent-Type: multipart/mixed; boundary=\"a \"; boundary*=utf-8''b\nContent-Type: text/plain\n \nX: y\n\n--a \n\none\n--b\n\ntwo\n--a --\n--a \n\nthree\n";
        yield return "Content-Type: multipart/mixed; boundary=u\nContent-Transfer-Encoding: base64\n\n--u\n\nbegin 644 x.exe\n#0V%T\n`\nend\n--u tail\n\n--u--tail\nContent-Type: text/html\n\nhidden\n --u\nx--u\n";
        yield return "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=z\n\n--z\n\n--z--\nContent-Type: text/plain\n\n--z\n\nlate\n--z--\n";
        yield return "Content-Type: multipart/mixed\n\n--guess\nContent-Type: text/plain\n\none\n--guess--\n";
        yield return "A: b\rC: d\nContent-Transfer-Encoding: x-base64\nContent-Type: text/plain; charset=\xff\n\n\xef\xbb\xbf\0\x80";
    }
}
