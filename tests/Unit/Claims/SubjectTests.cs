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

    [Theory]
    [InlineData("CiQwOGE4Njg0Yi1kYjg4LTRiNzMtOTBhOS0zY2QxNjYxZjU0NjYSBWxvY2Fs", "08a8684b-db88-4b73-90a9-3cd1661f5466", "local")]
    [InlineData("CgtleGFtcGxlLWFwcA", "example-app", "")]
    [InlineData("CiNjbj1ab8OrLG91PXBlb3BsZSxkYz1leGFtcGxlLGRjPW9yZxIEbGRhcA", "cn=Zoë,ou=people,dc=example,dc=org", "ldap")]
    [InlineData("", "", "")]
    public void A_subject_is_read_back(string subject, string userId, string connectorId) =>
        Assert.Equal((userId, connectorId), Subject.Decode(subject));

    [Fact]
    public void A_length_of_two_bytes_is_read_back() =>
        Assert.Equal((new string('u', 130), "oidc"), Subject.Decode(Subject.Encode(new string('u', 130), "oidc")));

    [Theory]
    [InlineData("12046c646170" + "0a026d65")]
    [InlineData("0a026d65" + "180112046c646170")]
    [InlineData("1a03666f6f" + "0a026d65" + "12046c646170")]
    [InlineData("0a026d65" + "12046c646170" + "210102030405060708" + "2d01020304")]
    [InlineData("0a03796f75" + "0a026d65" + "12046c646170")]
    [InlineData("0801" + "0a026d65" + "12046c646170")]
    [InlineData("8a00026d65" + "12046c646170")]
    public void Fields_stand_in_any_order_the_last_counts_and_unknown_ones_are_passed_over(string hex) =>
        Assert.Equal(("me", "ldap"), Subject.Decode(Base64Url.EncodeToString(Convert.FromHexString(hex))));

    [Theory]
    [InlineData("0a")]
    [InlineData("0a05616263")]
    [InlineData("0affffffffffffffffff01616263")]
    [InlineData("80")]
    [InlineData("0280")]
    [InlineData("ffffffffffffffffffffff01")]
    [InlineData("0b")]
    [InlineData("0e")]
    [InlineData("1a05616263")]
    [InlineData("1901020304")]
    [InlineData("0a02c328")]
    public void What_is_no_such_message_names_nobody(string hex) => Assert.Null(Subject.Decode(Base64Url.EncodeToString(Convert.FromHexString(hex))));

    [Theory]
    [InlineData("CgtleGFtcGxlLWFwcA==")]
    [InlineData(" CgtleGFtcGxlLWFwcA")]
    [InlineData("CgtleGFtcGxl\nLWFwcA")]
    [InlineData("CgtleGFtcGxlLWFwc")]
    [InlineData("Cgtle/FtcGxlLWFwcA")]
    [InlineData("not base64!")]
    public void What_is_not_in_its_encoding_names_nobody(string subject) => Assert.Null(Subject.Decode(subject));

    [Fact]
    public void A_machines_subject_names_no_connector() => Assert.Equal(Subject.Encode("example-app", ""), Subject.ForMachine("example-app"));
}
