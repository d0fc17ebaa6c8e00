// Vietnamese, the first language: written, not translated. English (en.ts) has the same keys; a test holds that.
import { auditWords } from '../audit/words';
import { provisioningWords } from '../provisioning/words';
import { accessVi } from './access.vi';
import { refusalsVi } from './refusals';

export const vi = {
  access: accessVi,
  app: { name: 'Trung tâm điều hành thông minh', short: 'Điều hành' },
  rail: {
    label: 'Các màn hình', overview: 'Tổng quan', alerts: 'Cảnh báo', broadcasts: 'Phát thanh', devices: 'Thiết bị', units: 'Đơn vị', wall: 'Màn hình treo tường',
    rejections: 'Bị từ chối', settings: 'Cài đặt', provisioning: 'Tiếp nhận', audit: 'Nhật ký', claim: 'Nhận máy', waiting: '{{n}} cảnh báo chờ xác nhận',
  },
  top: {
    scope: 'Phạm vi', wholeProvince: 'Toàn bộ', chooseScope: 'Chọn phạm vi', searchScope: 'Tìm tỉnh, xã, phường',
    search: 'Tìm thiết bị, xã, cảnh báo', searchShort: 'Tìm', searchHint: 'Tên, mã hoặc số máy (IMEI)',
    searchNothing: 'Không tìm thấy gì cho “{{text}}”', searchUnits: 'Xã, phường', searchDevices: 'Thiết bị', searchAlerts: 'Cảnh báo',
    live: 'trực tiếp', slow: 'chậm {{n}} giây', lost: 'mất kết nối', refused: 'không có số liệu', refusedLong: 'Trung tâm chưa cho số liệu của phạm vi này. Đang tự hỏi lại.', refusedNothing: 'Không có số liệu của phạm vi này.', starting: 'đang nối…',
    freshness: 'Tình trạng dữ liệu', lostLong: 'Mất kết nối với trung tâm từ {{n}} giây trước. Số liệu trên màn hình đã cũ; đang tự nối lại.',
    lostNever: 'Chưa nối được với trung tâm. Đang thử lại.',
    signedInAs: 'Đang dùng: {{name}}', signOut: 'Đăng xuất', user: 'Tài khoản',
  },
  kind: { loudspeaker: 'Cụm loa', hotspot: 'Điểm Wi-Fi', site: 'Trạm 5G', all: 'Mọi loại' },
  oneKind: { loudspeaker: 'Cụm loa', hotspot: 'Điểm Wi-Fi', site: 'Trạm 5G' },
  health: {
    ok: 'Bình thường', degraded: 'Suy giảm', faulty: 'Hỏng', offline: 'Mất kết nối', unknown: 'Chưa rõ', notKnown: 'Không có dữ liệu',
    all: 'Mọi tình trạng', trouble: 'Đang có sự cố',
  },
  severity: {
    critical: 'Nghiêm trọng', major: 'Cao', minor: 'Trung bình', warning: 'Thấp', indeterminate: 'Chưa xác định',
    all: 'Mọi mức', atLeast: 'Từ mức {{name}}',
  },
  overview: {
    title: 'Tổng quan', counts: 'Số thiết bị theo loại và tình trạng', loading: 'Đang tải dữ liệu của tỉnh…',
    working: '{{share}} bình thường', allWorking: 'Đều bình thường', oneWorking: 'Bình thường', noDevices: 'Chưa có thiết bị',
    noDevicesHint: 'Nhập danh sách thiết bị để thấy chúng trên bản đồ.', openAlerts: 'Cảnh báo đang mở', needAck: '{{n}} chờ xác nhận',
    lastHour: 'trong 1 giờ', lastMinutes: 'trong {{n}} phút', changed: '{{change}} có sự cố {{span}}', unchanged: 'Số thiết bị có sự cố không đổi {{span}}', alertsChanged: '{{change}} cảnh báo {{span}}', alertsUnchanged: 'Số cảnh báo không đổi {{span}}',
  },
  map: {
    noBoundaries: 'Chưa tải được ranh giới xã, phường. Đang tự tải lại.',
    label: 'Bản đồ tỉnh: thiết bị theo tình trạng', loading: 'Đang vẽ bản đồ…', zoomIn: 'Phóng to', zoomOut: 'Thu nhỏ',
    home: 'Về toàn phạm vi', legend: 'Chú giải', legendShade: 'Tỷ lệ thiết bị có sự cố trong xã, phường', legendLess: 'ít', legendMore: 'nhiều',
    legendDots: 'Mỗi chấm là một thiết bị', legendClusters: 'Vòng tròn gom các thiết bị gần nhau: viền là tỷ lệ tình trạng, giữa là tình trạng xấu nhất',
    legendSymbols: 'Hình là tình trạng, nét bên trong là loại', legendPlaying: 'Đang phát thanh', noWebgl: 'Trình duyệt này không vẽ được bản đồ (thiếu WebGL). Các màn hình khác vẫn dùng được.',
    hoangSa: 'Quần đảo Hoàng Sa\n(Việt Nam)', truongSa: 'Quần đảo Trường Sa\n(Việt Nam)', eastSea: 'BIỂN ĐÔNG',
    troubleOf: '{{trouble}}/{{total}} có sự cố', showLegend: 'Hiện chú giải', hideLegend: 'Ẩn chú giải', layers: 'Hiện trên bản đồ', layerAlerts: 'Vùng cảnh báo', layerBroadcasts: 'Phát thanh',
    legendArea: 'Nơi nhiều thiết bị cùng gặp sự cố', legendHamlet: 'Thôn, tổ dân phố bị ảnh hưởng', areaOf: '{{n}} cảnh báo đang mở',
  },
  panel: {
    label: 'Bảng bên', close: 'Đóng', back: 'Trở lại danh sách cảnh báo', resize: 'Đổi độ rộng bảng bên', open: 'Mở trang thiết bị',
    setScope: 'Chỉ xem {{name}}', broadcastHere: 'Phát thanh tới đây', inTrouble: 'Thiết bị có sự cố', noneInTrouble: 'Không có thiết bị nào gặp sự cố.',
    devicesOf: '{{n}} thiết bị', population: '{{n}} dân', raise: 'Kéo bảng lên', lower: 'Hạ bảng xuống', more: 'và {{n}} thiết bị nữa',
  },
  alerts: {
    title: 'Cảnh báo', one: 'Cảnh báo', open: 'Đang mở', history: 'Đã hết', none: 'Không có cảnh báo nào đang mở.', noneHint: 'Mọi thứ trong phạm vi này đang ổn.',
    noneHistory: 'Chưa có cảnh báo nào trong lịch sử.', acknowledge: 'Xác nhận', acknowledged: 'Đã xác nhận', acknowledgedBy: '{{name}} xác nhận {{time}}',
    acknowledging: 'Đang xác nhận…', cleared: 'Đã hết', clearedAt: 'Hết lúc {{time}}', raised: 'Chờ xác nhận', newOnes: '{{n}} cảnh báo mới', list: 'Danh sách cảnh báo', listShort: '{{n}} cảnh báo',
    raisedAt: 'Xuất hiện', changedAt: 'Thay đổi', repair: 'Cách xử lý', cause: 'Nguyên nhân có thể', type: 'Loại cảnh báo', condition: 'Quy tắc', severity: 'Mức độ',
    state: 'Trạng thái', service: 'Ảnh hưởng dịch vụ', observed: 'Đo được', threshold: 'Ngưỡng', hamlets: 'Thôn, tổ dân phố bị ảnh hưởng', people: 'Người bị ảnh hưởng',
    yes: 'Có', no: 'Không', announce: 'Cảnh báo mới: {{text}}, {{unit}}', loadMore: 'Tải thêm', device: 'Thiết bị', unit: 'Đơn vị', text: 'Nội dung',
    viewDevice: 'Xem thiết bị', onMap: 'Xem trên bản đồ', all: 'Tất cả cảnh báo', onlyWaiting: 'Chỉ chờ xác nhận', group: 'Gom nhóm', groups: { none: 'Không gom nhóm', unit: 'Gom theo đơn vị', condition: 'Gom theo sự cố', device: 'Gom theo thiết bị' }, anyCondition: 'Mọi sự cố', noneMatch: 'Không có cảnh báo nào khớp với bộ lọc.',
    acknowledgeAll: 'Xác nhận {{n}}', refused: 'Chưa xác nhận được.', keys: '↑ ↓ di chuyển · Enter xem · A xác nhận', needOperator: 'Chỉ trực ban và quản trị mới xác nhận được.',
    alarmType: {
      communicationsAlarm: 'Truyền thông', equipmentAlarm: 'Thiết bị', environmentalAlarm: 'Môi trường', qualityOfServiceAlarm: 'Chất lượng dịch vụ',
      processingErrorAlarm: 'Lỗi xử lý',
    },
  },
  devices: {
    title: 'Thiết bị', name: 'Tên', kind: 'Loại', health: 'Tình trạng', unit: 'Đơn vị', reasons: 'Lý do', lastSeen: 'Đổi gần nhất', search: 'Lọc theo tên hoặc mã',
    count: '{{n}} thiết bị', none: 'Không có thiết bị nào khớp với bộ lọc.', clear: 'Bỏ lọc', moreFilters: 'Hãng, nhãn', sort: 'Thứ tự', sortBy: 'Xếp theo {{name}}', turn: 'Đảo thứ tự', table: 'Bảng thiết bị', never: 'chưa từng', id: 'Mã',
    vendor: 'Hãng', tag: 'Nhãn', tags: 'Nhãn', unitCode: 'Mã đơn vị', latitude: 'Vĩ độ', longitude: 'Kinh độ', anyVendor: 'Mọi hãng', anyTag: 'Mọi nhãn', noVendors: 'Không có hãng nào', noTags: 'Không có nhãn nào',
    export: 'Xuất CSV', exportChosen: 'Xuất {{n}} dòng đã chọn', file: 'thiet-bi', chooseAll: 'Chọn tất cả', chosen: 'Đã chọn {{n}} thiết bị', chosenOne: 'đã chọn', unchoose: 'Bỏ chọn', broadcastChosen: 'Phát thanh tới các cụm đã chọn',
    stale: '{{n}} thiết bị đã đổi · xếp lại', keys: 'Mũi tên để di chuyển, phím cách để chọn, giữ Shift để chọn nhiều, Ctrl A chọn tất cả, Enter mở trang thiết bị, Esc bỏ chọn.',
  },
  device: {
    notFound: 'Không có thiết bị nào mang mã {{id}}.', state: 'Hiện trạng', charts: 'Biểu đồ', about: 'Thông tin thiết bị', alerts: 'Cảnh báo của thiết bị này',
    noAlerts: 'Không có cảnh báo nào đang mở.', lastSeen: 'Nghe thấy lần cuối', online: 'Còn liên lạc với trung tâm', notOnline: 'Mất liên lạc với trung tâm', clockWrong: 'Đồng hồ của thiết bị sai',
    messages: 'Số gói tin', vendor: 'Hãng', model: 'Kiểu', serial: 'Số máy', position: 'Tọa độ', period: 'Chu kỳ báo', periodValue: 'mỗi {{n}} giây', horns: 'Số loa', power: 'Công suất',
    radius: 'Bán kính nghe rõ', groups: 'Nhóm', accessPoints: 'Số điểm phát', place: 'Nơi phục vụ', backhaul: 'Đường truyền', operator: 'Nhà mạng', cells: 'Các cell', cell: 'Cell', users: 'Người dùng', load: 'Tải',
    rate: 'Tốc độ xuống', azimuth: 'Hướng', technology: 'Công nghệ', siteAlarms: 'Cảnh báo do trạm tự báo', noTelemetry: 'Thiết bị chưa gửi số liệu nào.', noSeries: 'Không có số liệu trong thời gian này.',
    loadingCharts: 'Đang tải biểu đồ…', broadcast: 'Phát thanh tới cụm này', onMap: 'Xem trên bản đồ', allFields: 'Tất cả số liệu', latest: 'mới nhất', back: 'Trở lại', hamlet: 'Thôn, tổ dân phố',
    pastAlerts: 'Đã hết · {{n}}', allPast: 'Xem tất cả cảnh báo đã hết', history: 'Lịch sử thay đổi', noHistory: 'Chưa ghi nhận thay đổi nào.', still: 'đến giờ', lastWeek: '7 ngày qua', weekAgo: '7 ngày trước', earlierChanges: 'Xem các thay đổi trước đó',
    deliveries: 'Lệnh phát tới cụm này', noDeliveries: 'Chưa có bản tin nào được gửi tới cụm này.', where: 'Vị trí', unit: 'Đơn vị', map: 'Bản đồ', sketch: 'Vị trí thiết bị trong {{unit}}',
  },
  charts: {
    range: 'Khoảng thời gian', ranges: { '1h': '1 giờ', '6h': '6 giờ', '24h': '24 giờ', '7d': '7 ngày', '30d': '30 ngày', '90d': '90 ngày', '1y': '1 năm' }, incomplete: 'Máy chủ chuỗi thời gian chưa trả lời: số liệu trước {{time}} có thể còn thiếu.', earlier: 'Lùi lại', later: 'Tiến tới', zoomIn: 'Thu hẹp thời gian', zoomOut: 'Mở rộng thời gian',
    compare: 'So với thiết bị khác', export: 'CSV', label: 'Biểu đồ {{name}}', summary: '{{line}}: mới nhất {{last}}, thấp nhất {{low}}, cao nhất {{high}}', noneHint: 'Chọn khoảng thời gian khác, hoặc đợi thiết bị gửi số liệu.',
  },
  metric: {
    signal: 'Cường độ sóng', throughput: 'Lưu lượng', at: 'Giờ của thiết bị', seq: 'Số thứ tự', firmware: 'Phần mềm', line_state: 'Đường loa', amplifier_on: 'Âm ly', amplifier_fault: 'Lỗi âm ly', volume_percent: 'Âm lượng',
    temperature_c: 'Nhiệt độ', mains_ok: 'Điện lưới', supply_mv: 'Điện áp', battery_percent: 'Ắc quy', network_operator: 'Nhà mạng', network_technology: 'Công nghệ mạng', rssi_dbm: 'Cường độ sóng (RSSI)',
    rsrp_dbm: 'Cường độ sóng (RSRP)', playing: 'Đang phát', playing_broadcast: 'Bản tin đang phát', playing_source: 'Nguồn phát', played_today_s: 'Đã phát hôm nay', storage_free_mb: 'Bộ nhớ trống',
    access_points_up: 'Điểm phát đang chạy', access_points_total: 'Tổng điểm phát', clients: 'Máy đang dùng', rx_bps: 'Tốc độ nhận', tx_bps: 'Tốc độ gửi', channel_utilisation_percent: 'Mức bận của kênh',
    rtt_ms: 'Độ trễ', loss_percent: 'Mất gói', probe_down_bps: 'Đo tải xuống', probe_up_bps: 'Đo tải lên', backhaul_up: 'Đường truyền', auth_ok: 'Đăng nhập được', auth_failed: 'Đăng nhập hỏng',
    state: 'Trạng thái trạm', power_source: 'Nguồn điện', users: 'Người dùng theo cell', prb_down_percent: 'Tải chiều xuống theo cell', prb_up_percent: 'Tải chiều lên theo cell', down_bps: 'Tốc độ xuống theo cell', up_bps: 'Tốc độ lên theo cell',
  },
  short: { rssi_dbm: 'RSSI', rsrp_dbm: 'RSRP', rx_bps: 'nhận', tx_bps: 'gửi' },
  switch: { amplifier_on_true: 'bật', amplifier_on_false: 'tắt', mains_ok_true: 'có', mains_ok_false: 'mất', backhaul_up_true: 'thông', backhaul_up_false: 'mất' },
  word: {
    true: 'có', false: 'không', none: 'không', ok: 'tốt', open: 'hở mạch', short: 'chập mạch', unknown: 'chưa rõ', up: 'chạy', degraded: 'suy giảm', down: 'ngừng', mains: 'điện lưới', battery: 'ắc quy', generator: 'máy phát',
    broadcast: 'bản tin', schedule: 'lịch phát', fm: 'tiếp sóng FM', mic: 'micrô', stream: 'luồng trực tuyến', lan: 'mạng dây', wifi: 'Wi-Fi',
  },
  place: {
    market: 'Chợ', school: 'Trường học', 'culture-house': 'Nhà văn hóa', heritage: 'Di tích', 'bus-station': 'Bến xe', park: 'Công viên', hospital: 'Bệnh viện', office: 'Trụ sở', square: 'Quảng trường',
  },
  backhaul: { fibre: 'cáp quang', '4g': '4G', '5g': '5G', microwave: 'viba', satellite: 'vệ tinh' },
  condition: {
    offline: 'mất kết nối', 'speaker-line-open': 'đường loa hở mạch', 'speaker-line-short': 'đường loa chập mạch', 'amplifier-fault': 'âm ly báo lỗi', 'mains-lost': 'mất điện lưới',
    'battery-low': 'pin yếu', 'over-temperature': 'quá nhiệt', 'hotspot-down': 'điểm Wi-Fi ngừng phục vụ', 'access-points-missing': 'thiếu điểm truy cập', 'backhaul-down': 'mất đường truyền',
    'loss-high': 'mất gói cao', 'latency-high': 'độ trễ cao', 'site-down': 'trạm ngừng phát sóng', 'cell-down': 'cell ngừng phát sóng', 'on-battery': 'chạy ắc quy',
    'site-alarm': 'trạm tự báo sự cố', 'stuck-value': 'số liệu đứng yên', 'coverage-gap': 'vùng lõm sóng', 'journal-filling': 'trung tâm: sắp hết chỗ chờ ghi', 'store-away': 'trung tâm: kho dữ liệu không nhận số liệu', 'edge-away': 'trung tâm: không nghe được thiết bị nào',
  },
  level: { routine: 'Thông thường', priority: 'Ưu tiên', emergency: 'Khẩn cấp' },
  delivery: {
    queued: 'Chưa tới', sent: 'Đã gửi', accepted: 'Đã nhận lệnh', rejected: 'Từ chối', playing: 'Đang phát', finished: 'Phát xong', failed: 'Phát lỗi', expired: 'Quá hạn', cancelled: 'Đã hủy', stopping: 'Chờ hủy',
  },
  deliveryReason: {
    'no receipt': 'không thấy biên nhận', 'line open': 'đường loa hở mạch', 'line short': 'đường loa chập mạch', 'amplifier fault': 'âm ly báo lỗi', 'audio not found': 'không tải được âm thanh', 'hash mismatch': 'âm thanh tải về bị sai',
    expired: 'quá hạn', busy: 'đang phát bản tin khác', 'storage full': 'hết bộ nhớ', 'power lost': 'mất điện',
  },
  units: {
    failed: 'Chưa tải được danh mục xã, phường; tên và phạm vi còn thiếu. Đang tự tải lại.', retryNow: 'Tải lại ngay', unknownScope: 'Không có đơn vị {{code}} trong phạm vi của bạn; có thể đơn vị đã bị xóa.', toWhole: 'Xem toàn bộ',
    title: 'Đơn vị', search: 'Lọc theo tên xã, phường', count: '{{n}} đơn vị', none: 'Không có đơn vị nào khớp.', table: 'Bảng xếp hạng đơn vị', name: 'Xã, phường', devices: 'Thiết bị', health: 'Tình trạng', trouble: 'Có sự cố', share: 'Tỷ lệ',
    alerts: 'Cảnh báo', notFound: 'Không có đơn vị nào mang mã {{code}}.', now: 'Hiện tại', working: 'thiết bị bình thường', onMap: 'Xem trên bản đồ', hamlets: 'Thôn, tổ dân phố', communes: 'Xã, phường', noHamlets: 'Chưa có danh sách thôn, tổ dân phố.', noPower: 'chưa có điện lưới',
    availability: 'Mức sẵn sàng theo thời gian', availabilityOf: 'thời gian thiết bị phục vụ được', availabilityKnown: 'Tính trên {{share}} thời gian có dữ liệu; phần gạch chéo là chưa có.', availabilityNone: 'Chưa ghi nhận được gì trong thời gian này.', availabilityWorst: 'Thấp nhất {{text}}',
  },
  wall: {
    title: 'Màn hình treo tường', explain: 'Toàn màn hình, tự chuyển giữa các khung nhìn. Địa chỉ giữ phạm vi, các khung nhìn và số giây.', views: 'Các khung nhìn', view: { map: 'Bản đồ', alerts: 'Cảnh báo', units: 'Đơn vị', broadcasts: 'Phát thanh' },
    pause: 'Dừng ở đây', play: 'Chạy tiếp', full: 'Toàn màn hình', leave: 'Rời màn hình treo tường', more: 'và {{n}} cảnh báo nữa', units: 'Xã, phường có nhiều sự cố nhất', ofDevices: '{{share}} của {{total}} thiết bị',
  },
  broadcasts: {
    title: 'Phát thanh', new: 'Soạn bản tin', none: 'Chưa có bản tin nào.', noneHint: 'Soạn bản tin đầu tiên để phát tới các cụm loa.', exercise: 'Diễn tập', by: '{{name}} phát lúc {{time}}', clusters: '{{n}} cụm loa',
    heard: '{{n}} nghe được', heardOf: '{{heard}}/{{total}} cụm nghe được', phase: { running: 'Đang phát', done: 'Đã xong', cancelling: 'Đang hủy', cancelled: 'Đã hủy', expired: 'Hết hạn' },
    list: 'Danh sách bản tin', audio: 'Thời lượng {{time}}', expires: 'Hạn phát {{time}}', cancel: 'Hủy bản tin', cancelHold: 'Giữ để hủy', cancelling: 'Đang hủy…', cancelled: 'Đã gửi lệnh hủy tới các cụm loa.', tooLate: 'Bản tin đã phát xong trước khi lệnh hủy tới.',
    ledger: 'Sổ phát theo cụm loa', ledgerNone: 'Không có cụm loa nào ở trạng thái này.', device: 'Cụm loa', state: 'Trạng thái', reason: 'Lý do', played: 'Đã phát', heardColumn: 'Nghe được', changed: 'Cập nhật', all: 'Tất cả',
    heardYes: 'Nghe được', heardNo: 'Không nghe được', heardUnknown: 'Chưa xác nhận', heardExplain: 'Chỉ tính “nghe được” khi đường loa tốt, âm ly bật và thiết bị tự báo đang phát bản tin này.',
    noVoice: 'Máy chủ không có giọng đọc nên các cụm loa chỉ phát tín hiệu báo, không đọc lời dưới đây.', notFound: 'Không có bản tin nào mang mã {{id}}.', text: 'Lời phát', progress: 'Tiến độ phát',
  },
  compose: {
    title: 'Soạn bản tin', what: 'Nội dung', where: 'Nơi nhận', send: 'Phát', step: 'Bước {{n}}', name: 'Tiêu đề', namePlaceholder: 'Ví dụ: Báo động lũ cấp 2 trên sông Mã', text: 'Lời phát',
    textPlaceholder: 'Viết như đọc: câu ngắn, nói rõ ai làm gì, ở đâu, khi nào.', textCount: '{{n}}/4.000 ký tự, đọc khoảng {{time}}', level: 'Mức', levelHint: {
      routine: 'Bản tin hằng ngày, không ngắt chương trình khác.', priority: 'Phát trước các bản tin thông thường.', emergency: 'Phát ngay, ngắt mọi chương trình khác.',
    },
    exercise: 'Đây là diễn tập', exerciseHint: 'Lời phát và mọi màn hình sẽ nói rõ là diễn tập.', units: 'Xã, phường', unitsPlaceholder: 'Gõ tên xã, phường', useScope: 'Lấy phạm vi đang xem: {{name}}', wholeProvince: 'Chọn cả {{name}}',
    devices: 'Cụm loa riêng lẻ', volume: 'Âm lượng', expires: 'Hạn bắt đầu phát', expiresMinutes: '{{n}} phút', expiresHours: '{{n}} giờ', preview: 'Bản tin sẽ tới', previewClusters: '{{n}} cụm loa', previewOnline: '{{share}} đang trực tuyến',
    previewPeople: '{{n}} dân ở nơi nhận', previewOffline: '{{n}} cụm loa đang mất kết nối', previewOfflineHint: 'Cụm loa mất kết nối chỉ phát nếu nối lại trước hạn.', previewing: 'Đang tính số cụm loa…', pickFirst: 'Chọn ít nhất một xã, phường để biết bản tin tới đâu.', noClusters: 'Nơi đã chọn không có cụm loa nào.',
    sendRoutine: 'Phát bản tin', sendPriority: 'Phát ưu tiên', sendEmergency: 'Giữ để phát khẩn cấp', sendDrill: 'Giữ để phát diễn tập khẩn cấp', holding: 'Giữ thêm {{n}} giây', sending: 'Đang gửi lệnh phát…', emergencyMode: 'Chế độ khẩn cấp',
    drillMode: 'Diễn tập, không phải tình huống thật', leave: 'Thoát, không phát', missingTitle: 'Viết tiêu đề.', missingText: 'Viết lời phát.', tooLong: 'Lời phát dài quá 4.000 ký tự.', missingTarget: 'Chọn nơi nhận.', fixFirst: 'Trước khi phát:',
    restored: 'Bản nháp của bạn còn đây, lưu', discard: 'Bỏ bản nháp', notKept: 'Trình duyệt này không lưu được bản nháp: đừng đóng trang trước khi phát.',
    holdHelp: 'Nhấn giữ {{n}} giây; thả tay là thôi. Bàn phím: giữ phím cách.', viewerOnly: 'Tài khoản của bạn chỉ được xem. Phát thanh cần quyền trực ban.', sendMany: 'Giữ để phát tới {{n}} cụm loa', sendManyPriority: 'Giữ để phát ưu tiên tới {{n}} cụm loa', again: 'Giữ nguyên nội dung và thử lại, bản tin không bị phát hai lần.',
  },
  rejections: {
    title: 'Gói tin bị từ chối', intro: 'Gói tin của thiết bị mà trung tâm không nhận, vì sao, và vài mẫu gần nhất.', counts: 'Số lần theo lý do, từ khi máy chủ chạy', samples: 'Mẫu gần nhất', none: 'Chưa từ chối gói tin nào.',
    noneHint: 'Mọi thiết bị đang gửi đúng quy cách.', at: 'Lúc', reason: 'Lý do', client: 'Thiết bị gửi', topic: 'Chủ đề', detail: 'Chi tiết', size: 'Độ dài', sample: 'Đoạn đầu', refresh: 'Tải lại', total: '{{n}} lần',
    reasons: {
      unknown_device: 'Thiết bị chưa đăng ký', unknown_topic: 'Chủ đề không có trong quy cách', foreign_topic: 'Gửi vào chủ đề của thiết bị khác', too_large: 'Gói tin quá dài', empty: 'Gói tin rỗng', not_utf8: 'Không phải UTF-8',
      not_json: 'Không phải JSON', not_an_object: 'JSON nhưng không phải đối tượng', too_deep: 'Lồng quá sâu', too_many_fields: 'Quá nhiều trường', duplicate_key: 'Trùng tên trường', wrong_type: 'Sai kiểu dữ liệu', out_of_range: 'Ngoài khoảng cho phép',
      late: 'Đến muộn', duplicate: 'Gửi lặp', over_quota: 'Gửi quá nhiều', unknown_broadcast: 'Biên nhận cho bản tin không có', nothing_known: 'Không có trường nào nhận ra', unknown_status: 'Trạng thái lạ',
    },
  },
  settings: {
    title: 'Cài đặt', language: 'Ngôn ngữ', theme: 'Giao diện', dark: 'Tối', light: 'Sáng', auto: 'Theo máy', account: 'Tài khoản', system: 'Hệ thống', version: 'Phiên bản', started: 'Chạy từ', devices: 'Thiết bị', messages: 'Gói tin đã nhận',
    rejected: 'Gói tin bị từ chối', connections: 'Kết nối MQTT', more: 'Màn hình khác', motion: 'Hiệu ứng chuyển động theo cài đặt của máy.', thisBrowser: 'Lưu trên trình duyệt này.',
  },
  telemetry: {
    title: 'Số liệu đo', file: 'Tệp dữ liệu', free: 'Ổ đĩa còn trống', perPoint: 'Byte mỗi điểm gốc', settled: 'Khi mọi mức đã đầy', full: 'Đầy ổ đĩa', never: 'Không, với mức hiện nay', unknown: 'Chưa biết', inDays: 'Sau {{n}} ngày',
    days: '{{held}} / {{kept}} ngày', server: 'Máy chủ chuỗi thời gian', state: 'Chuyển tiếp', flows: 'Bình thường', sent: 'Điểm đã gửi', refused: 'Điểm bị từ chối', waiting: 'Hàng đang chờ gửi', waitingOf: '{{rows}} ({{percent}} % hạn mức)',
    waits: 'Số liệu đo đang chờ máy chủ, chưa mất gì.', deaf: 'Không nghe được thiết bị nào: mất kết nối tới máy chủ MQTT. Màn hình chỉ còn tình trạng lần cuối; sự cố mới chưa thấy được.', refusing: 'Kho đệm không nhận gói tin: thiết bị phải chờ.', none: 'Đã hết chỗ giữ số liệu chờ ghi: thiết bị phải chờ. Gói tin đã xác nhận vẫn an toàn.',
    scarce: 'Sắp hết chỗ giữ số liệu chờ ghi: gói tin QoS 0 đang bị bỏ.', trouble: 'Chưa ghi được số liệu đo; kho đệm đang giữ lại, chưa mất gì.', left: 'Còn chỗ cho {{time}} với mức hiện nay.', since: 'Từ', says: 'Báo lỗi: {{why}}',
    journal: 'Kho đệm', journalOf: '{{bytes}} / {{quota}}', room: 'Chỗ trong kho đệm', shed: 'Gói tin đã bỏ (QoS 0)', store: 'Kho dữ liệu', stores: 'Ghi bình thường',
    roomOf: { ample: 'Còn nhiều', scarce: 'Sắp hết: bỏ gói tin QoS 0', none: 'Đã hết: thiết bị phải chờ' },
    level: { raw: 'Điểm gốc', '1min': 'Theo phút', '15min': 'Theo 15 phút', '1h': 'Theo giờ', '1d': 'Theo ngày' },
  },
  signIn: {
    title: 'Đăng nhập', intro: 'Trung tâm điều hành thông minh của tỉnh', userName: 'Tên đăng nhập', password: 'Mật khẩu', token: 'Mã truy cập', withPassword: 'Bằng mật khẩu', withToken: 'Bằng mã truy cập', go: 'Đăng nhập', going: 'Đang đăng nhập…',
    method: 'Cách đăng nhập', checking: 'Đang kiểm tra phiên làm việc…',
  },
  problem: {
    network: 'Không nối được với trung tâm. Kiểm tra mạng rồi thử lại.', signedOut: 'Phiên làm việc đã hết. Đăng nhập lại.', forbidden: 'Tài khoản của bạn không được làm việc này.', notFound: 'Không tìm thấy.', tooMany: 'Quá nhiều yêu cầu. Đợi một lát rồi thử lại.', busy: 'Trung tâm đang bận. Đợi một lát rồi thử lại.',
    server: 'Trung tâm gặp lỗi. Thử lại; nếu vẫn lỗi, báo người quản trị.', refused: 'Yêu cầu không hợp lệ.', retry: 'Thử lại', crashed: 'Màn hình này gặp lỗi.', reload: 'Tải lại trang', page: 'Không có trang này.', home: 'Về tổng quan',
  },
  refusal: refusalsVi,
  field: {
    id: 'Mã', code: 'Mã', name: 'Tên', kind: 'Loại', unit: 'Đơn vị', period: 'Chu kỳ báo', tags: 'Nhãn', vendor: 'Hãng', model: 'Kiểu', serial: 'Số máy', latitude: 'Vĩ độ', longitude: 'Kinh độ', population: 'Dân số',
    loudspeaker: 'Thông số cụm loa', hotspot: 'Thông số điểm Wi-Fi', site: 'Thông số trạm 5G', horns: 'Số loa', power: 'Công suất', radius: 'Tầm nghe', groups: 'Nhóm', accessPoints: 'Số điểm phát', placeType: 'Nơi đặt, đường truyền', operator: 'Nhà mạng',
    cells: 'Số cell', cell: 'Mã cell', technology: 'Công nghệ', band: 'Băng tần', azimuth: 'Hướng', height: 'Độ cao', tilt: 'Độ nghiêng', eirp: 'Công suất phát (EIRP)',
  },
  common: { loading: 'Đang tải…', skip: 'Tới nội dung chính', copy: 'Chép', copied: 'Đã chép', clear: 'Xóa', of: '{{part}} / {{whole}}' },
  audit: auditWords.vi,
  provisioning: provisioningWords.vi,
} as const;

/** Vietnamese nouns do not change with their number; a language whose nouns do adds `key_one`. */
type Widen<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widen<T[K]> }
  & { readonly [K in keyof T as T[K] extends string ? `${K & string}_one` : never]?: string };

/** The shape both languages have. */
export type Dictionary = Widen<typeof vi>;
