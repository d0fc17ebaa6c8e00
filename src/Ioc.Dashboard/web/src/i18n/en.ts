import { auditWords } from '../audit/words';
import { provisioningWords } from '../provisioning/words';
import { accessEn } from './access.en';
import { refusalsEn } from './refusals';
import type { Dictionary } from './vi';

export const en: Dictionary = {
  access: accessEn,
  app: { name: 'Intelligent Operations Centre', short: 'Operations' },
  rail: {
    label: 'Screens', overview: 'Overview', alerts: 'Alerts', broadcasts: 'Broadcasts', devices: 'Devices', units: 'Units', wall: 'Wall screen',
    rejections: 'Rejections', settings: 'Settings', provisioning: 'Onboarding', audit: 'Audit', claim: 'Claim', waiting: '{{n}} alerts wait to be acknowledged', waiting_one: '{{n}} alert waits to be acknowledged',
  },
  top: {
    scope: 'Scope', wholeProvince: 'Everything', chooseScope: 'Choose a scope', searchScope: 'Find a province or commune',
    search: 'Find devices, communes, alerts', searchShort: 'Find', searchHint: 'Name, code or serial number (IMEI)',
    searchNothing: 'Nothing found for “{{text}}”', searchUnits: 'Communes', searchDevices: 'Devices', searchAlerts: 'Alerts',
    live: 'live', slow: '{{n}} s behind', lost: 'connection lost', refused: 'no data', refusedLong: 'The centre gives no data for this scope yet. Asking again.', refusedNothing: 'There is no data for this scope.', starting: 'connecting…',
    freshness: 'Data freshness', lostLong: 'No word from the centre for {{n}} s. The figures on screen are old; reconnecting.',
    lostNever: 'The centre cannot be reached yet. Trying again.',
    signedInAs: 'Signed in: {{name}}', signOut: 'Sign out', user: 'Account',
  },
  kind: { loudspeaker: 'Loudspeakers', hotspot: 'Wi-Fi hotspots', site: '5G sites', all: 'All kinds' },
  oneKind: { loudspeaker: 'Loudspeaker cluster', hotspot: 'Wi-Fi hotspot', site: '5G site' },
  health: {
    ok: 'Working', degraded: 'Degraded', faulty: 'Faulty', offline: 'Offline', unknown: 'Unknown', notKnown: 'No data',
    all: 'Any health', trouble: 'In trouble',
  },
  severity: {
    critical: 'Critical', major: 'Major', minor: 'Minor', warning: 'Warning', indeterminate: 'Indeterminate',
    all: 'Any severity', atLeast: '{{name}} and worse',
  },
  overview: {
    title: 'Overview', counts: 'Devices by kind and health', loading: 'Loading the province…',
    working: '{{share}} ok', oneWorking: 'Working', allWorking: 'All ok', noDevices: 'No devices yet',
    noDevicesHint: 'Import the devices to see them on the map.', openAlerts: 'Open alerts', needAck: '{{n}} to acknowledge',
    lastHour: 'in 1 hour', lastMinutes: 'in {{n}} minutes', changed: '{{change}} in trouble {{span}}', unchanged: 'No change of devices in trouble {{span}}', alertsChanged: '{{change}} alerts {{span}}', alertsUnchanged: 'No change of alerts {{span}}',
  },
  map: {
    noBoundaries: 'The communes’ boundaries have not come. Trying again.',
    label: 'Map of the province: devices by health', loading: 'Drawing the map…', zoomIn: 'Zoom in', zoomOut: 'Zoom out',
    home: 'Back to the whole scope', legend: 'Legend', legendShade: 'Share of a commune’s devices in trouble', legendLess: 'few', legendMore: 'many',
    legendDots: 'Each dot is a device', legendClusters: 'A circle stands for devices close together: its ring is the mix of health, its centre the worst',
    legendSymbols: 'Shape and colour are health, the drawing inside is the kind', legendPlaying: 'Playing a broadcast', noWebgl: 'This browser cannot draw the map (no WebGL). Every other screen works.',
    hoangSa: 'Hoàng Sa archipelago\n(Viet Nam)', truongSa: 'Trường Sa archipelago\n(Viet Nam)', eastSea: 'EAST SEA',
    troubleOf: '{{trouble}}/{{total}} in trouble', showLegend: 'Show legend', hideLegend: 'Hide legend',
    layers: 'Shown on the map', layerAlerts: 'Alert areas', layerBroadcasts: 'Broadcasts', legendArea: 'Where many devices are in trouble', legendHamlet: 'Affected hamlet', areaOf: '{{n}} open alerts',
  },
  panel: {
    label: 'Side panel', close: 'Close', back: 'Back to the alert list', resize: 'Resize the side panel', open: 'Open device page',
    setScope: 'Show only {{name}}', broadcastHere: 'Broadcast here', inTrouble: 'Devices in trouble', noneInTrouble: 'No device is in trouble.',
    devicesOf: '{{n}} devices', devicesOf_one: '{{n}} device', population: '{{n}} people', population_one: '{{n}} person', raise: 'Raise the panel', lower: 'Lower the panel', more: 'and {{n}} more devices', more_one: 'and {{n}} more device',
  },
  alerts: {
    title: 'Alerts', one: 'Alert', open: 'Open', history: 'Cleared', none: 'No alert is open.', noneHint: 'All is well in this scope.',
    noneHistory: 'No alert has cleared yet.', acknowledge: 'Acknowledge', acknowledged: 'Acknowledged', acknowledgedBy: '{{name}} acknowledged {{time}}',
    acknowledging: 'Acknowledging…', cleared: 'Cleared', clearedAt: 'Cleared {{time}}', raised: 'To acknowledge', newOnes: '{{n}} new alerts', newOnes_one: '{{n}} new alert', list: 'Alert list', listShort: '{{n}} alerts', listShort_one: '{{n}} alert',
    raisedAt: 'Raised', changedAt: 'Changed', repair: 'What to do', cause: 'Probable cause', type: 'Alarm type', condition: 'Rule', severity: 'Severity',
    state: 'State', service: 'Affects service', observed: 'Observed', threshold: 'Threshold', hamlets: 'Hamlets affected', people: 'People affected',
    yes: 'Yes', no: 'No', announce: 'New alert: {{text}}, {{unit}}', loadMore: 'Load more', device: 'Device', unit: 'Unit', text: 'What',
    viewDevice: 'View device', onMap: 'Show on the map', all: 'All alerts', onlyWaiting: 'Only unacknowledged', group: 'Group', groups: { none: 'No groups', unit: 'By unit', condition: 'By condition', device: 'By device' }, anyCondition: 'Any condition', noneMatch: 'No alert matches the filter.',
    acknowledgeAll: 'Acknowledge {{n}}', refused: 'Not acknowledged.', keys: '↑ ↓ move · Enter opens · A acknowledges', needOperator: 'Only operators and administrators can acknowledge.',
    alarmType: {
      communicationsAlarm: 'Communications', equipmentAlarm: 'Equipment', environmentalAlarm: 'Environment', qualityOfServiceAlarm: 'Quality of service',
      processingErrorAlarm: 'Processing error',
    },
  },
  devices: {
    title: 'Devices', name: 'Name', kind: 'Kind', health: 'Health', unit: 'Unit', reasons: 'Reasons', lastSeen: 'Last change', search: 'Filter by name or id',
    count: '{{n}} devices', count_one: '{{n}} device', none: 'No device matches the filter.', clear: 'Clear filter', moreFilters: 'Vendor, tag', sort: 'Order', sortBy: 'Sort by {{name}}', turn: 'Reverse the order', table: 'Devices table', never: 'never', id: 'Id',
    vendor: 'Vendor', tag: 'Tag', tags: 'Tags', unitCode: 'Unit code', latitude: 'Latitude', longitude: 'Longitude', anyVendor: 'Any vendor', anyTag: 'Any tag', noVendors: 'No vendors', noTags: 'No tags',
    export: 'Export CSV', exportChosen: 'Export {{n}} chosen rows', exportChosen_one: 'Export {{n}} chosen row', file: 'devices', chooseAll: 'Choose all', chosen: '{{n}} devices chosen', chosen_one: '{{n}} device chosen', chosenOne: 'chosen', unchoose: 'Choose none', broadcastChosen: 'Broadcast to the chosen clusters',
    stale: '{{n}} devices changed · sort again', stale_one: '{{n}} device changed · sort again', keys: 'Arrow keys move, space chooses, hold Shift to choose several, Ctrl A chooses all, Enter opens the device, Escape chooses none.',
  },
  device: {
    notFound: 'There is no device {{id}}.', state: 'Now', charts: 'Charts', about: 'About the device', alerts: 'This device’s alerts',
    noAlerts: 'No alert is open.', lastSeen: 'Last heard', online: 'In contact with the centre', notOnline: 'Out of contact with the centre', clockWrong: 'The device’s clock is wrong',
    messages: 'Messages', vendor: 'Vendor', model: 'Model', serial: 'Serial', position: 'Position', period: 'Reporting period', periodValue: 'every {{n}} s', horns: 'Horns', power: 'Power',
    radius: 'Audible radius', groups: 'Groups', accessPoints: 'Access points', place: 'Place', backhaul: 'Backhaul', operator: 'Operator', cells: 'Cells', cell: 'Cell', users: 'Users', load: 'Load',
    rate: 'Rate down', azimuth: 'Azimuth', technology: 'Technology', siteAlarms: 'Alarms the site reports', noTelemetry: 'The device has sent no telemetry yet.', noSeries: 'No data in this time.',
    loadingCharts: 'Loading charts…', broadcast: 'Broadcast to this cluster', onMap: 'Show on the map', allFields: 'All values', latest: 'latest', back: 'Back', hamlet: 'Hamlet',
    pastAlerts: 'Cleared · {{n}}', allPast: 'Show all cleared alerts', history: 'Changes', noHistory: 'No change was recorded yet.', still: 'until now', lastWeek: 'Last 7 days', weekAgo: '7 days ago', earlierChanges: 'Show earlier changes',
    deliveries: 'Commands to this cluster', noDeliveries: 'No broadcast was sent to this cluster yet.', where: 'Where it is', unit: 'Unit', map: 'Map', sketch: 'Where the device stands in {{unit}}',
  },
  charts: {
    range: 'Time range', ranges: { '1h': '1 h', '6h': '6 h', '24h': '24 h', '7d': '7 days', '30d': '30 days', '90d': '90 days', '1y': '1 year' }, incomplete: 'The time-series server does not answer: measurements before {{time}} may be missing.', earlier: 'Earlier', later: 'Later', zoomIn: 'Show less time', zoomOut: 'Show more time',
    compare: 'Compare with others', export: 'CSV', label: 'Chart of {{name}}', summary: '{{line}}: latest {{last}}, lowest {{low}}, highest {{high}}', noneHint: 'Choose another time, or wait for the device to report.',
  },
  metric: {
    signal: 'Signal strength', throughput: 'Traffic', at: 'Device clock', seq: 'Sequence number', firmware: 'Firmware', line_state: 'Speaker line', amplifier_on: 'Amplifier', amplifier_fault: 'Amplifier fault', volume_percent: 'Volume',
    temperature_c: 'Temperature', mains_ok: 'Mains power', supply_mv: 'Supply voltage', battery_percent: 'Battery', network_operator: 'Operator', network_technology: 'Network technology', rssi_dbm: 'Signal (RSSI)',
    rsrp_dbm: 'Signal (RSRP)', playing: 'Playing', playing_broadcast: 'Broadcast playing', playing_source: 'Source', played_today_s: 'Played today', storage_free_mb: 'Free storage',
    access_points_up: 'Access points up', access_points_total: 'Access points', clients: 'Clients', rx_bps: 'Receive rate', tx_bps: 'Transmit rate', channel_utilisation_percent: 'Channel utilisation',
    rtt_ms: 'Round trip', loss_percent: 'Packet loss', probe_down_bps: 'Probe down', probe_up_bps: 'Probe up', backhaul_up: 'Backhaul', auth_ok: 'Sign-ins', auth_failed: 'Failed sign-ins',
    state: 'Site state', power_source: 'Power source', users: 'Users by cell', prb_down_percent: 'Load down by cell', prb_up_percent: 'Load up by cell', down_bps: 'Rate down by cell', up_bps: 'Rate up by cell',
  },
  short: { rssi_dbm: 'RSSI', rsrp_dbm: 'RSRP', rx_bps: 'received', tx_bps: 'sent' },
  switch: { amplifier_on_true: 'on', amplifier_on_false: 'off', mains_ok_true: 'present', mains_ok_false: 'lost', backhaul_up_true: 'up', backhaul_up_false: 'lost' },
  word: {
    true: 'yes', false: 'no', none: 'none', ok: 'ok', open: 'open', short: 'short', unknown: 'unknown', up: 'up', degraded: 'degraded', down: 'down', mains: 'mains', battery: 'battery', generator: 'generator',
    broadcast: 'broadcast', schedule: 'schedule', fm: 'FM relay', mic: 'microphone', stream: 'stream', lan: 'wired', wifi: 'Wi-Fi',
  },
  place: {
    market: 'Market', school: 'School', 'culture-house': 'Culture house', heritage: 'Heritage site', 'bus-station': 'Bus station', park: 'Park', hospital: 'Hospital', office: 'Office', square: 'Square',
  },
  backhaul: { fibre: 'fibre', '4g': '4G', '5g': '5G', microwave: 'microwave', satellite: 'satellite' },
  condition: {
    offline: 'offline', 'speaker-line-open': 'speaker line open', 'speaker-line-short': 'speaker line shorted', 'amplifier-fault': 'amplifier fault', 'mains-lost': 'mains power lost',
    'battery-low': 'battery low', 'over-temperature': 'over temperature', 'hotspot-down': 'hotspot down', 'access-points-missing': 'access points missing', 'backhaul-down': 'backhaul down',
    'loss-high': 'high packet loss', 'latency-high': 'high latency', 'site-down': 'site down', 'cell-down': 'cell down', 'on-battery': 'on battery',
    'site-alarm': 'site reports alarms', 'stuck-value': 'value stuck', 'coverage-gap': 'coverage gap', 'journal-filling': 'centre: room for what waits runs out', 'store-away': 'centre: a store takes nothing', 'edge-away': 'centre: no device can be heard',
  },
  level: { routine: 'Routine', priority: 'Priority', emergency: 'Emergency' },
  delivery: {
    queued: 'Not there yet', sent: 'Sent', accepted: 'Accepted', rejected: 'Rejected', playing: 'Playing', finished: 'Finished', failed: 'Failed', expired: 'Expired', cancelled: 'Cancelled', stopping: 'Stop not confirmed',
  },
  deliveryReason: {
    'no receipt': 'no receipt came', 'line open': 'speaker line open', 'line short': 'speaker line shorted', 'amplifier fault': 'amplifier fault', 'audio not found': 'audio could not be fetched', 'hash mismatch': 'fetched audio was wrong',
    expired: 'too late', busy: 'playing another broadcast', 'storage full': 'no room left', 'power lost': 'power lost',
  },
  units: {
    failed: 'The list of communes has not come; names and scopes are missing. Trying again.', retryNow: 'Try now', unknownScope: 'There is no unit {{code}} where you may look; it may have been removed.', toWhole: 'Show the whole',
    title: 'Units', search: 'Filter by commune or ward', count: '{{n}} units', count_one: '{{n}} unit', none: 'No unit matches.', table: 'Ranking of units', name: 'Commune', devices: 'Devices', health: 'Health', trouble: 'In trouble', share: 'Share',
    alerts: 'Alerts', notFound: 'There is no unit with the code {{code}}.', now: 'Now', working: 'of devices work', onMap: 'Show on the map', hamlets: 'Hamlets', communes: 'Communes', noHamlets: 'No hamlets are registered.', noPower: 'no grid power',
    availability: 'Availability over time', availabilityOf: 'of the time devices served', availabilityKnown: 'Over the {{share}} of the time with data; hatched is where there is none.', availabilityNone: 'Nothing was recorded in this time.', availabilityWorst: 'Lowest {{text}}',
  },
  wall: {
    title: 'Wall screen', explain: 'Full screen, turning through views by itself. Its address keeps scope, views and seconds.', views: 'Views', view: { map: 'Map', alerts: 'Alerts', units: 'Units', broadcasts: 'Broadcasts' },
    pause: 'Stay here', play: 'Go on', full: 'Full screen', leave: 'Leave the wall screen', more: 'and {{n}} more alerts', more_one: 'and {{n}} more alert', units: 'Communes with the most trouble', ofDevices: '{{share}} of {{total}} devices',
  },
  broadcasts: {
    title: 'Broadcasts', new: 'New broadcast', none: 'No broadcast yet.', noneHint: 'Write the first one for the loudspeakers.', exercise: 'Drill', by: '{{name}}, {{time}}', clusters: '{{n}} clusters', clusters_one: '{{n}} cluster',
    heard: '{{n}} heard', heardOf: 'heard on {{heard}}/{{total}} clusters', phase: { running: 'On air', done: 'Done', cancelling: 'Stopping', cancelled: 'Cancelled', expired: 'Expired' },
    list: 'Broadcast list', audio: '{{time}} long', expires: 'Expires {{time}}', cancel: 'Cancel broadcast', cancelHold: 'Hold to cancel', cancelling: 'Cancelling…', cancelled: 'The order to stop is on its way to the loudspeakers.', tooLate: 'It was all played before the order to stop arrived.',
    ledger: 'Ledger by cluster', ledgerNone: 'No cluster is in this state.', device: 'Cluster', state: 'State', reason: 'Reason', played: 'Played', heardColumn: 'Heard', changed: 'Updated', all: 'All',
    heardYes: 'Heard', heardNo: 'Not heard', heardUnknown: 'Not confirmed', heardExplain: '“Heard” counts only where the speaker line is ok, the amplifier is on and the device reports that it plays this broadcast.',
    noVoice: 'The server has no voice: the loudspeakers play a signal only and do not speak the text below.', notFound: 'There is no broadcast {{id}}.', text: 'Spoken text', progress: 'Progress',
  },
  compose: {
    title: 'New broadcast', what: 'What', where: 'Where', send: 'Send', step: 'Step {{n}}', name: 'Title', namePlaceholder: 'For example: Flood alarm 2 on the Mã river', text: 'Spoken text',
    textPlaceholder: 'Write as it is read: short sentences; who does what, where, when.', textCount: '{{n}}/4,000 characters, about {{time}} spoken', level: 'Level', levelHint: {
      routine: 'Daily news; interrupts nothing.', priority: 'Goes before routine broadcasts.', emergency: 'Plays at once and interrupts everything.',
    },
    exercise: 'This is a drill', exerciseHint: 'The speech and every screen will say so.', units: 'Communes', unitsPlaceholder: 'Type a commune’s name', useScope: 'Use the current scope: {{name}}', wholeProvince: 'All of {{name}}',
    devices: 'Single clusters', volume: 'Volume', expires: 'Must start within', expiresMinutes: '{{n}} min', expiresHours: '{{n}} h', preview: 'It will reach', previewClusters: '{{n}} clusters', previewClusters_one: '{{n}} cluster', previewOnline: '{{share}} online',
    previewPeople: '{{n}} people live there', previewPeople_one: '{{n}} person lives there', previewOffline: '{{n}} clusters are offline', previewOffline_one: '{{n}} cluster is offline', previewOfflineHint: 'An offline cluster plays only if it returns in time.', previewing: 'Counting clusters…', pickFirst: 'Pick a commune to see whom this reaches.', noClusters: 'There are no loudspeakers there.',
    sendRoutine: 'Send broadcast', sendPriority: 'Send as priority', sendEmergency: 'Hold to send emergency', sendDrill: 'Hold to send emergency drill', holding: 'Hold {{n}} s more', sending: 'Sending…', emergencyMode: 'Emergency mode',
    drillMode: 'Drill, not a real situation', leave: 'Leave, send nothing', missingTitle: 'Write a title.', missingText: 'Write the text.', tooLong: 'The text is over 4,000 characters.', missingTarget: 'Pick where it goes.', fixFirst: 'Before sending:',
    restored: 'Your draft is still here, saved', discard: 'Discard the draft', notKept: 'This browser can’t keep a draft: don’t close the page before you send.',
    holdHelp: 'Press and hold for {{n}} seconds; let go to stop. Keyboard: hold the space bar.', viewerOnly: 'Your account can only view. Broadcasting needs an operator.', sendMany: 'Hold to send to {{n}} clusters', sendManyPriority: 'Hold to send as priority to {{n}} clusters', again: 'Try again: nothing is sent twice.',
  },
  rejections: {
    title: 'Rejected messages', intro: 'Messages of devices that the centre refused, why, and the latest samples.', counts: 'Counts by reason since the server started', samples: 'Latest samples', none: 'Nothing was rejected.',
    noneHint: 'Every device keeps to the contract.', at: 'When', reason: 'Reason', client: 'Sender', topic: 'Topic', detail: 'Detail', size: 'Length', sample: 'First bytes', refresh: 'Reload', total: '{{n}} times', total_one: '{{n}} time',
    reasons: {
      unknown_device: 'Unknown device', unknown_topic: 'Topic not in the contract', foreign_topic: 'Another device’s topic', too_large: 'Too large', empty: 'Empty', not_utf8: 'Not UTF-8',
      not_json: 'Not JSON', not_an_object: 'JSON, but not an object', too_deep: 'Nested too deep', too_many_fields: 'Too many fields', duplicate_key: 'Duplicate field', wrong_type: 'Wrong type', out_of_range: 'Out of range',
      late: 'Late', duplicate: 'Duplicate', over_quota: 'Over its quota', unknown_broadcast: 'Receipt for an unknown broadcast', nothing_known: 'No known field', unknown_status: 'Unknown status',
    },
  },
  settings: {
    title: 'Settings', language: 'Language', theme: 'Theme', dark: 'Dark', light: 'Light', auto: 'As the system', account: 'Account', system: 'System', version: 'Version', started: 'Running since', devices: 'Devices', messages: 'Messages received',
    rejected: 'Messages rejected', connections: 'MQTT connections', more: 'Other screens', motion: 'Motion follows the system’s setting.', thisBrowser: 'Kept in this browser.',
  },
  telemetry: {
    title: 'Telemetry', file: 'Database file', free: 'Free on this disk', perPoint: 'Bytes per raw point', settled: 'When every level is full', full: 'Disk full', never: 'Not at this rate', unknown: 'Not known yet', inDays: 'In {{n}} days', inDays_one: 'In {{n}} day',
    days: '{{held}} of {{kept}} days', server: 'Time-series server', state: 'Forwarding', flows: 'All is well', sent: 'Points sent', refused: 'Points refused', waiting: 'Rows waiting to be sent', waitingOf: '{{rows}} ({{percent}} % of what may wait)',
    waits: 'Telemetry waits for its server; nothing is lost.', deaf: 'No device can be heard: the MQTT broker is away. Screens show what was heard last; new trouble is not seen.', refusing: 'The journal takes no messages: devices wait.', none: 'No room is left for what waits to be stored: devices wait. What was acknowledged is safe.',
    scarce: 'Room for what waits to be stored runs out: telemetry of QoS 0 is dropped.', trouble: 'Telemetry can’t be stored; the journal keeps it, nothing is lost.', left: 'Room for {{time}} at the present rate.', since: 'Since', says: 'It says: {{why}}',
    journal: 'Journal', journalOf: '{{bytes}} of {{quota}}', room: 'Room in the journal', shed: 'Messages dropped (QoS 0)', store: 'Store', stores: 'Takes everything',
    roomOf: { ample: 'Ample', scarce: 'Scarce: QoS 0 is dropped', none: 'None: devices wait' },
    level: { raw: 'Raw points', '1min': 'By the minute', '15min': 'By the quarter of an hour', '1h': 'By the hour', '1d': 'By the day' },
  },
  signIn: {
    title: 'Sign in', intro: 'The province’s intelligent operations centre', userName: 'User name', password: 'Password', token: 'Access token', withPassword: 'With password', withToken: 'With token', go: 'Sign in', going: 'Signing in…',
    method: 'How to sign in', checking: 'Checking your session…',
  },
  problem: {
    network: 'The centre cannot be reached. Check the network and try again.', signedOut: 'Your session has ended. Sign in again.', forbidden: 'Your account may not do this.', notFound: 'Not found.', tooMany: 'Too many requests. Wait a moment and try again.', busy: 'The centre is busy. Wait a moment and try again.',
    server: 'The centre failed. Try again; if it stays, tell the administrator.', refused: 'The request is not valid.', retry: 'Try again', crashed: 'This screen failed.', reload: 'Reload the page', page: 'There is no such page.', home: 'To the overview',
  },
  refusal: refusalsEn,
  field: {
    id: 'Id', code: 'Code', name: 'Name', kind: 'Kind', unit: 'Unit', period: 'Reporting period', tags: 'Tags', vendor: 'Vendor', model: 'Model', serial: 'Serial', latitude: 'Latitude', longitude: 'Longitude', population: 'Population',
    loudspeaker: 'Loudspeaker equipment', hotspot: 'Hotspot equipment', site: 'Site equipment', horns: 'Horns', power: 'Power', radius: 'Audible radius', groups: 'Groups', accessPoints: 'Access points', placeType: 'Place, backhaul', operator: 'Operator',
    cells: 'Cells', cell: 'Cell id', technology: 'Technology', band: 'Band', azimuth: 'Azimuth', height: 'Height', tilt: 'Tilt', eirp: 'EIRP',
  },
  common: { loading: 'Loading…', skip: 'To the main content', copy: 'Copy', copied: 'Copied', clear: 'Clear', of: '{{part}} / {{whole}}' },
  audit: auditWords.en,
  provisioning: provisioningWords.en,
};
