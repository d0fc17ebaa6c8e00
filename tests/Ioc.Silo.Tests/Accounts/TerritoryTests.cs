using Ioc.Silo.Accounts;
using Ioc.Silo.Changes;

namespace Ioc.Silo.Tests.Accounts;

public sealed class TerritoryTests
{
    [Fact]
    public void Equal_places_are_an_equal_reach_whatever_roles_and_order_they_came_in()
    {
        var one = Reach.Of([new Grant(AccountRole.Viewer, "2"), new Grant(AccountRole.Editor, "1"), new Grant(AccountRole.Viewer, Group: "g")]);
        var other = Reach.Of([new Grant(AccountRole.Viewer, "1"), new Grant(AccountRole.Viewer, Group: "g"), new Grant(AccountRole.Viewer, "2")]);
        Assert.Equal(one, other);
        Assert.Equal(new ChangeScope(Within: one), new ChangeScope(Within: other));
        Assert.NotEqual(one, Reach.Of([new Grant(AccountRole.Viewer, "1"), new Grant(AccountRole.Viewer, "g"), new Grant(AccountRole.Viewer, "2")]));
        Assert.Same(Reach.Everything, Reach.Of([new Grant(AccountRole.Viewer, "2"), new Grant(AccountRole.Editor)]));
        Assert.True(Reach.Of([]).IsNothing);
    }
}
