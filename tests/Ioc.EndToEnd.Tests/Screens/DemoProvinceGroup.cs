namespace Ioc.EndToEnd.Tests.Screens;

[CollectionDefinition(nameof(DemoProvinceGroup))]
public sealed class DemoProvinceGroup : ICollectionFixture<DemoProvince>;
