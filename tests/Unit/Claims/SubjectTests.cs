using System.Buffers.Text;
using Dex.Domain.Claims;
using Xunit;

namespace Dex.Tests.Unit.Claims;

public sealed class SubjectTests
{
    [Theory]
    [InlineData("08a8684b-db88-4b73-90a9-3cd1661f5466", "local",
        "0a2430386138363834622d646238382d346237332d393061392d33636431363631663534363612056c6f63616c",
        "CiQwOGE4Njg0Yi1kYjg4LTRiNzMtOTBhOS0zY2QxNjYxZjU0NjYSBWxvY2Fs")]
    [InlineData("example-app", "", "0a0b6578616d706c652d617070", "CgtleGFtcGxlLWFwcA")]
    [InlineData("cn=Zoë,ou=people,dc=example,dc=org", "ldap",
        "0a23636e3d5a6fc3ab2c6f753d70656f706c652c64633d6578616d706c652c64633d6f726712046c646170",
        "CiNjbj1ab8OrLG91PXBlb3BsZSxkYz1leGFtcGxlLGRjPW9yZxIEbGRhcA")]
    public void A_subject_is_the_message_of_user_and_connector(string userId, string connectorId, string hex, string subject)
    {
        Assert.Equal(subject, Subject.Encode(userId, connectorId));
        Assert.Equal(hex, Convert.ToHexStringLower(Base64Url.DecodeFromChars(subject)));
    }

    [Fact]
    public void A_length_above_127_takes_two_bytes()
    {
        var subject = Subject.Encode(new string('u', 130), "oidc");

        Assert.Equal(186, subject.Length);
        Assert.StartsWith("CoIBdXV1", subject, StringComparison.Ordinal);
        Assert.EndsWith("dRIEb2lkYw", subject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machines_subject_names_no_connector() => Assert.Equal(Subject.Encode("example-app", ""), Subject.ForMachine("example-app"));
}
