using System.Text.Json.Nodes;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>What every screen rests on, units and boundaries: asked for until it comes, asked for anew when it changes, and never silently missing.</summary>
public sealed class FirstLoadTests
{
    [Fact]
    public async Task Units_and_boundaries_that_do_not_come_at_first_are_said_to_be_missing_and_come_by_themselves()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-1"));
        await using var screen = await Screen.OpenAsync(server, hasWorker: false);
        await screen.BeSignedInAsync(server.Token);
        await screen.RefuseReadsAsync("**/api/v1/units?*", "**/api/v1/units/boundaries");
        await screen.OpenAsync("/");
        await screen.SeesAsync("Chưa tải được danh mục xã, phường");
        await screen.SeesAsync("Chưa tải được ranh giới xã, phường");
        await screen.PictureAsync("first-load-missing");

        await screen.RefuseReadsAsync();
        await screen.SeesNoMoreAsync("Chưa tải được");
        await screen.SeesWholeMapAsync();
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_commune_that_is_registered_while_the_page_is_open_gets_its_name()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        await using var screen = await Screen.OpenAsync(server);
        await screen.BeSignedInAsync(server.Token);
        await screen.OpenAsync("/units");
        await screen.IsLiveAsync();
        await server.SendAsync(HttpMethod.Put, "/api/v1/units", new
        {
            units = new[] { new { code = "00002", name = "Đá Mới", fullName = "Xã Đá Mới", level = "commune", parentCode = "99" } },
        });
        var device = (JsonObject)SmallProvince.Loudspeaker("loa-1");
        device["unitCode"] = "00002";
        await SmallProvince.RegisterAsync(server, device);
        await screen.SeesAsync("Đá Mới");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_scope_that_is_gone_is_said_to_be_and_left_with_one_press()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        await using var screen = await Screen.OpenAsync(server);
        await screen.BeSignedInAsync(server.Token);
        // What asks about it is told that there is none, which the browser writes down.
        screen.ExpectsAnOutage();
        await screen.OpenAsync("/?unit=77777");
        await screen.SeesAsync("Không có đơn vị 77777 trong phạm vi của bạn");
        await screen.ClickAsync("Xem toàn bộ");
        await screen.IsLiveAsync();
        await screen.SeesNoMoreAsync("77777");

        await screen.OpenAsync("/wall?unit=77777");
        await screen.SeesUncoveredAsync("Không có đơn vị 77777 trong phạm vi của bạn");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task The_map_of_a_province_without_boundaries_and_devices_is_whole()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        await using var screen = await Screen.OpenAsync(server);
        await screen.BeSignedInAsync(server.Token);
        await screen.OpenAsync("/");
        await screen.SeesWholeMapAsync();
        screen.HadNoComplaints();
    }
}
