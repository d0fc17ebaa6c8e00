namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>With a province of their own, so that two browsers walk at once: one after the other they would be the longest part of the whole run.</summary>
[CollectionDefinition(nameof(SecondDemoProvinceGroup))]
public sealed class SecondDemoProvinceGroup : ICollectionFixture<DemoProvince>;
